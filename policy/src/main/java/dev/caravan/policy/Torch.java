package dev.caravan.policy;

/**
 * The torch engine on one device. Many may exist in one JVM, each with its own compiled numerics; generators, scorers and
 * trainers made from one must be closed before it.
 */
public final class Torch implements AutoCloseable {

    private Torch() {}

    /** Loads the native library if need be (seconds the first time on a machine, when it is unpacked) and uses the CPU. */
    public static Torch cpu() {
        return new Torch();
    }

    /** Frees what is left on the device. */
    @Override
    public void close() {}
}
