package dev.caravan.cli.recipe;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.time.Duration;

/** How a model is measured: the same questions after every stage, greedy, each answered once. */
public record EvaluationSettings(
        @Doc("source of the questions; of exercises the held-out part") String source,
        @Default("600") @Doc("questions to ask") int items,
        @Default("64") @Doc("most tokens of an answer") int maxTokens,
        @Default("")
                @Doc("how the base is asked in its own text format, {prompt} being the question; empty to skip that")
                String textFormat,
        @Default("10m") @Doc("time for one evaluation; an answer that is missing then is asked for again")
                Duration deadline) {

    /** Where the question goes in {@link #textFormat}. */
    public static final String PLACEHOLDER = "{prompt}";

    public EvaluationSettings {
        require(items > 0, "items must be positive", items);
        require(maxTokens > 0, "maxTokens must be positive", maxTokens);
        require(
                textFormat.isEmpty() || textFormat.contains(PLACEHOLDER),
                "textFormat must contain " + PLACEHOLDER,
                textFormat);
        require(deadline.toSeconds() >= 1, "deadline must be at least 1s", deadline);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("evaluation." + rule + ", got " + value);
        }
    }
}
