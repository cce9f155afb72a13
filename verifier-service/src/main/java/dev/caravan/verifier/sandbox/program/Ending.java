package dev.caravan.verifier.sandbox.program;

/** How a program ended. Only {@link Exited} says anything about what it computed. */
public sealed interface Ending {

    /** It ended by itself; 0 is success. */
    record Exited(int code) implements Ending {}

    /** It broke a limit or crashed. */
    record Killed(Reason reason) implements Ending {}

    /** The sandbox failed, not the program: to be retried, never to be scored. */
    record Broken(String reason) implements Ending {}

    /** Why a program was killed. */
    enum Reason {
        /** Its wall-clock time was over. */
        TIME,
        /** Its processor time was over. */
        CPU,
        /** It ran out of memory. */
        MEMORY,
        /** It wrote more than it may. */
        OUTPUT,
        /** It had more threads than it may. */
        PROCESSES,
        /** A signal of its own making, such as a segmentation fault. */
        SIGNAL
    }
}
