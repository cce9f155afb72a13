package dev.caravan.policy;

/**
 * Size of a {@link Generator}.
 *
 * @param slots sequences in flight at most; a multiple of {@code tile}
 * @param maxTokens prompt and generated tokens of one sequence at most
 * @param stepsPerCall decode steps of one {@link Generator#step()}; more of them save overhead and waste up to that many
 *     minus one on a sequence that stops in between
 * @param tile sequences decoded by one matrix product. Part of the numerics: results are bit-identical across runs with the
 *     same tile, whatever the slots; another tile may round differently
 */
public record GeneratorSettings(int slots, int maxTokens, int stepsPerCall, int tile) {

    public static final int DEFAULT_TILE = 64;
    public static final int DEFAULT_STEPS_PER_CALL = 4;

    public GeneratorSettings {
        require(slots > 0, "slots must be positive", slots);
        require(maxTokens > 1, "maxTokens must be at least 2", maxTokens);
        require(stepsPerCall > 0, "stepsPerCall must be positive", stepsPerCall);
        require(tile > 0 && slots % tile == 0, "tile must divide slots (" + slots + ")", tile);
    }

    /** Default tile (or all of the slots, if fewer) and steps per call; {@code slots} is rounded up to whole tiles. */
    public static GeneratorSettings of(int slots, int maxTokens) {
        int tile = Math.min(slots, DEFAULT_TILE);
        int tiles = tile <= 0 ? 0 : (slots + tile - 1) / tile;
        return new GeneratorSettings(tiles * tile, maxTokens, DEFAULT_STEPS_PER_CALL, tile);
    }

    private static void require(boolean holds, String rule, int value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
