package dev.caravan.cli.recipe;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.time.Duration;

/** How completions are sampled to make preference pairs of: right ones against wrong ones of the same prompt. */
public record PairSampling(
        @Default("8") @Doc("completions of each prompt, at least 2") int samples,
        @Default("1.0") @Doc("temperature") double temperature,
        @Default("64") @Doc("most tokens of a completion") int maxTokens,
        @Default("10m") @Doc("time for all of them; a prompt that is not answered then is asked again")
                Duration deadline) {

    public PairSampling {
        require(samples > 1, "samples must be at least 2", samples);
        require(temperature > 0, "temperature must be positive", temperature);
        require(maxTokens > 0, "maxTokens must be positive", maxTokens);
        require(deadline.toSeconds() >= 1, "deadline must be at least 1s", deadline);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("pairs." + rule + ", got " + value);
        }
    }
}
