package dev.caravan.verifier;

import dev.caravan.verifier.spi.Verifier;
import java.util.concurrent.atomic.AtomicBoolean;

/** A verifier that stays open until this is closed, whatever becomes of its plug-in meanwhile. */
public final class VerifierUse implements AutoCloseable {

    private final Verifier verifier;
    private final Runnable end;
    private final AtomicBoolean ended = new AtomicBoolean();

    VerifierUse(Verifier verifier, Runnable end) {
        this.verifier = verifier;
        this.end = end;
    }

    public Verifier verifier() {
        return verifier;
    }

    /** Ends the use; again does nothing. */
    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            end.run();
        }
    }
}
