package dev.caravan.curation.groups;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;

/** How preference pairs are mined from the completions of one prompt. */
public record PairSettings(
        @Default("1") @Doc("most pairs of one prompt, at least 1") int perPrompt,
        @Default("0.5") @Doc("least difference of the two rewards, above 0") double minMargin) {

    public PairSettings {
        if (perPrompt < 1) {
            throw new IllegalArgumentException("per_prompt must be at least 1: " + perPrompt);
        }
        if (!(minMargin > 0 && Double.isFinite(minMargin))) {
            throw new IllegalArgumentException("min_margin must be positive: " + minMargin);
        }
    }
}
