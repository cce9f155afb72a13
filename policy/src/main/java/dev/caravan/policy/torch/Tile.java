package dev.caravan.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * A fixed number of slots that decode together, with their KV cache. Empty slots compute too and their results are ignored:
 * matrix products always have the same shape, and a slot's results do not depend on the others.
 */
public final class Tile implements AutoCloseable {

    /** Attention reads whole blocks of positions, the unused ones masked. */
    static final int BLOCK = 64;

    private final Model model;
    private final TorchSession session;
    private final NDManager memory;
    private final NDArray cache;
    private final int capacity;

    public Tile(Model model, int slots, int maxTokens) {
        this.model = model;
        session = model.session();
        memory = session.scope();
        capacity = (maxTokens + BLOCK - 1) / BLOCK * BLOCK;
        var config = model.config();
        cache = memory.zeros(new Shape(config.layers(), 2, slots, config.kvHeads(), capacity, config.headDim()));
    }

    /**
     * Computes keys and values of a prompt and writes them to the slots that share it. The prompt is always computed alone:
     * the result depends on nothing else.
     */
    public static void prefill(Model model, DeviceWeights weights, int[] prompt, List<Tile> tiles, List<int[]> slots) {
        TorchSession session = model.session();
        try (NDManager scope = session.scope()) {
            long[] ids = new long[prompt.length];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = prompt[i];
            }
            NDArray prefix =
                    session.call(scope, "prefill", model.arguments(weights.parameters(), scope.create(ids)))[0];
            for (int i = 0; i < tiles.size(); i++) {
                Tile tile = tiles.get(i);
                long[] to = new long[slots.get(i).length];
                for (int j = 0; j < to.length; j++) {
                    to[j] = slots.get(i)[j];
                }
                session.call(scope, "fill", tile.cache, scope.create(to), prefix);
            }
        }
    }

    /** Copies what a slot has cached of its first {@code tokens} tokens to a slot of another tile. */
    public void move(int slot, Tile to, int toSlot, int tokens) {
        try (NDManager scope = session.scope()) {
            session.call(scope, "move", cache, (long) slot, to.cache, (long) toSlot, (long) tokens);
        }
    }

    /**
     * The slots' states before a call, arrays by slot.
     *
     * @param last newest token, not cached yet
     * @param position index of that token in its sequence
     * @param uniforms one per slot and step, row by row
     * @param temperature see {@link dev.caravan.policy.Sequence}
     * @param topP likewise
     * @param length one past the largest position that an occupied slot reaches in this call
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Input(
            long[] last, long[] position, float[] uniforms, float[] temperature, float[] topP, int length) {}

    /** Tokens and log-probs, one per slot and step, row by row. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Output(long[] tokens, float[] logProbs) {}

    /** Decodes as many tokens per slot as there are uniforms. */
    public Output decode(DeviceWeights weights, Input input) {
        int slots = input.last().length;
        int steps = input.uniforms().length / slots;
        boolean truncate = false;
        for (float p : input.topP()) {
            truncate |= p < 1;
        }
        long length = Math.min(capacity, (input.length() + BLOCK - 1) / BLOCK * BLOCK);
        try (NDManager scope = session.scope()) {
            NDArray[] results = session.call(
                    scope,
                    "decode",
                    model.arguments(
                            weights.parameters(),
                            cache,
                            scope.create(input.last()),
                            scope.create(input.position()),
                            scope.create(input.uniforms(), new Shape(slots, steps)),
                            scope.create(input.temperature(), new Shape(slots, 1)),
                            scope.create(input.topP(), new Shape(slots, 1)),
                            truncate,
                            length));
            return new Output(results[0].toLongArray(), results[1].toFloatArray());
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
