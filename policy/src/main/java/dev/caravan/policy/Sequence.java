package dev.caravan.policy;

import java.util.Set;

/**
 * One completion to generate. Its tokens and log-probs are a function of this record, the weights and the
 * {@linkplain GeneratorSettings#tile() tile}, whatever is generated beside it.
 *
 * @param id the caller's name for it, unique among the sequences in flight
 * @param prompt token ids, at least one; not copied, must not be changed
 * @param maxNewTokens most tokens to generate, the stop token included; at least 1
 * @param temperature divides the logits before sampling; 0 takes the most probable token (the lowest id on a tie)
 * @param topP samples only from the smallest set of most probable tokens whose probability reaches this, in (0, 1]; 1 is off
 * @param seed draws the uniform number of each position, see {@link Generator}
 * @param stopIds tokens that end the sequence
 */
@SuppressWarnings("ArrayRecordComponent") // identity is the id
public record Sequence(
        String id, int[] prompt, int maxNewTokens, double temperature, double topP, long seed, Set<Integer> stopIds) {

    public Sequence {
        require(prompt.length > 0, id, "prompt must have a token", prompt.length);
        require(maxNewTokens > 0, id, "maxNewTokens must be positive", maxNewTokens);
        require(temperature >= 0 && temperature <= 100, id, "temperature must be in [0, 100]", temperature);
        require(topP > 0 && topP <= 1, id, "topP must be in (0, 1]", topP);
        stopIds = Set.copyOf(stopIds);
    }

    private static void require(boolean holds, String id, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("sequence " + id + ": " + rule + ", got " + value);
        }
    }
}
