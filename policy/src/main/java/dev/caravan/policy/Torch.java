package dev.caravan.policy;

import dev.caravan.policy.torch.TorchSession;

/**
 * The torch engine on one device. Many may exist in one JVM, each with its own compiled numerics; generators, scorers and
 * trainers made from one must be closed before it. Safe to share between threads.
 */
public final class Torch implements AutoCloseable {

    private final TorchSession session;

    private Torch(TorchSession session) {
        this.session = session;
    }

    /**
     * Loads the native library if need be (seconds the first time on a machine, when it is unpacked) and uses the CPU, with one
     * thread per call: torch's own threads would change roundings with the machine, and here many services share the cores.
     */
    public static Torch cpu() {
        return new Torch(TorchSession.cpu());
    }

    TorchSession session() {
        return session;
    }

    /** Frees what is left on the device. */
    @Override
    public void close() {
        session.close();
    }
}
