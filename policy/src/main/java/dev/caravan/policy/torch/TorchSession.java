package dev.caravan.policy.torch;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.TsBridge;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A device, the numerics of {@code decoder.py} compiled for it, and the memory they use. Safe to share between threads. */
public final class TorchSession implements AutoCloseable {

    private final NDManager root;
    private final PtSymbolBlock numerics;

    private TorchSession(NDManager root, PtSymbolBlock numerics) {
        this.root = root;
        this.numerics = numerics;
    }

    /** Loads the engine and compiles the numerics. */
    public static TorchSession cpu() {
        NDManager root = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        // One intra-op thread: results do not depend on the machine's cores, and services share those cores.
        JniUtils.setNumThreads(1);
        try (InputStream source = TorchSession.class.getResourceAsStream("decoder.py")) {
            if (source == null) {
                throw new IllegalStateException(
                        "decoder.py is not on the class path beside " + TorchSession.class.getName());
            }
            byte[] archive = TorchScriptArchive.of(new String(source.readAllBytes(), UTF_8));
            return new TorchSession(
                    root, JniUtils.loadModule((PtNDManager) root, new ByteArrayInputStream(archive), false, false));
        } catch (IOException e) {
            root.close();
            throw new UncheckedIOException("cannot load decoder.py", e);
        }
    }

    /** Memory that its caller frees; everything of a step lives and dies in one. */
    public NDManager scope() {
        return root.newSubManager();
    }

    /** Calls a method of {@code decoder.py} without recording gradients; the results belong to {@code scope}. */
    public NDArray[] call(NDManager scope, String method, Object... arguments) {
        return run(false, scope, method, arguments);
    }

    /** Calls a method whose first result can be given to {@link #backward}. */
    public NDArray[] differentiable(NDManager scope, String method, Object... arguments) {
        return run(true, scope, method, arguments);
    }

    /** Adds the gradient of a scalar to the leaves it came from. */
    public void backward(NDManager scope, NDArray loss) {
        JniUtils.backward((PtNDArray) loss, (PtNDArray) scope.ones(loss.getShape()), false, false);
    }

    /** Gradient recording and the executor are settings of the calling thread, and on in every new one. */
    private NDArray[] run(boolean gradients, NDManager scope, String method, Object... arguments) {
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(gradients);
        try {
            return TsBridge.call(scope, numerics, method, arguments);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    @Override
    public void close() {
        numerics.close();
        root.close();
    }
}
