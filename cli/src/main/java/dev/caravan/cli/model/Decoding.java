package dev.caravan.cli.model;

/**
 * How to generate.
 *
 * @param maxTokens most new tokens
 * @param temperature 0 takes the most probable token
 * @param topP samples from the smallest set of tokens with this probability, in (0, 1]
 * @param seed of the sampling; every line has its own, derived from it
 * @param slots sequences at a time
 */
public record Decoding(int maxTokens, double temperature, double topP, long seed, int slots) {

    public Decoding {
        require(maxTokens > 0, "max-tokens must be positive", maxTokens);
        require(temperature >= 0, "temperature must not be negative", temperature);
        require(topP > 0 && topP <= 1, "top-p must be in (0, 1]", topP);
        require(slots > 0, "slots must be positive", slots);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
