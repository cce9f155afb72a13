package dev.caravan.verifier.lease;

import java.util.concurrent.Semaphore;

/**
 * Lets one record be worked on while no other is in this process: whoever wants that waits for the others to end, and those that come after
 * wait for it. The loops of a process share one. Thread-safe.
 */
public final class Solitude {

    private static final int ALL = Integer.MAX_VALUE;

    private final Semaphore places = new Semaphore(ALL, true);

    /** Waits for a place beside others, or for the only one. */
    void enter(boolean alone) throws InterruptedException {
        places.acquire(alone ? ALL : 1);
    }

    /** Gives the place back; any thread may. */
    void leave(boolean alone) {
        places.release(alone ? ALL : 1);
    }
}
