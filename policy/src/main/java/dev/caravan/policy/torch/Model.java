package dev.caravan.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.caravan.policy.torch.Layout.Parameter;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.Weights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A decoder of one shape on a session's device: what every method of {@code decoder.py} needs besides its own arguments. */
public final class Model implements AutoCloseable {

    private final TorchSession session;
    private final ModelConfig config;
    private final Layout layout;
    private final NDManager memory;
    private final NDArray cos;
    private final NDArray sin;
    private final long[] dims;

    public Model(TorchSession session, ModelConfig config) {
        this.session = session;
        this.config = config;
        layout = new Layout(config);
        memory = session.scope();
        dims = new long[] {config.layers(), config.heads(), config.kvHeads(), config.headDim()};
        // Empty slots of a tile run past the last position, by less than a block.
        int positions = (config.maxPositions() / Tile.BLOCK + 1) * Tile.BLOCK;
        Rope rope = Rope.of(positions, config.headDim(), config.ropeTheta());
        Shape shape = new Shape(positions, config.headDim());
        cos = memory.create(rope.cos(), shape);
        sin = memory.create(rope.sin(), shape);
    }

    TorchSession session() {
        return session;
    }

    ModelConfig config() {
        return config;
    }

    Layout layout() {
        return layout;
    }

    /**
     * Copies weights to the device, widened to fp32, in the order of {@code decoder.py}.
     *
     * @throws IllegalArgumentException if a tensor is missing, superfluous or of another shape
     */
    List<NDArray> load(NDManager owner, Weights weights) {
        check(weights);
        List<NDArray> parameters = new ArrayList<>();
        for (Parameter parameter : layout.parameters()) {
            ByteBuffer bits =
                    Layout.join(parameter, 2, name -> weights.get(name).bf16());
            try (NDArray narrow = owner.create(bits, new Shape(parameter.shape()), DataType.FLOAT16)) {
                parameters.add(session.call(owner, "widen", narrow)[0]);
            }
        }
        return parameters;
    }

    /** The arguments of a method that runs the decoder. */
    Object[] arguments(List<NDArray> parameters, Object... others) {
        List<NDArray> w = parameters;
        if (config.tiedEmbeddings()) {
            w = new ArrayList<>(parameters);
            w.add(parameters.get(0));
        }
        Object[] all = new Object[5 + others.length];
        all[0] = w;
        all[1] = cos;
        all[2] = sin;
        all[3] = dims;
        all[4] = config.normEps();
        System.arraycopy(others, 0, all, 5, others.length);
        return all;
    }

    /** @throws IllegalArgumentException if the tokens are too many, or one is outside the vocabulary */
    public void check(String what, int[] tokens) {
        if (tokens.length > config.maxPositions()) {
            throw new IllegalArgumentException(
                    what + " has " + tokens.length + " tokens, the model takes " + config.maxPositions());
        }
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] < 0 || tokens[i] >= config.vocabSize()) {
                throw new IllegalArgumentException(what + ": token " + tokens[i] + " at " + i
                        + " is outside the vocabulary of " + config.vocabSize());
            }
        }
    }

    private void check(Weights weights) {
        config.tensorShapes().forEach((name, shape) -> {
            long[] actual = weights.get(name).shape();
            if (!Arrays.equals(actual, shape)) {
                throw new IllegalArgumentException("tensor " + name + " has shape " + Arrays.toString(actual)
                        + ", the model configuration says " + Arrays.toString(shape));
            }
        });
        for (String name : weights.names()) {
            if (!config.tensorShapes().containsKey(name)) {
                throw new IllegalArgumentException("tensor " + name + " is not part of the model configuration");
            }
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
