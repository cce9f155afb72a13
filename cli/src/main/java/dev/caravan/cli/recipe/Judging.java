package dev.caravan.cli.recipe;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.util.Map;

/** How the completions of a run's prompts are judged, in training and in evaluation. */
public record Judging(
        @Default("math") @Doc("name of the verifier; its ground truth is the example's answer") String verifier,
        @Default("{}") @Doc("options of the verifier where the chat format is asked for") Map<String, String> options,
        @Default("{}") @Doc("options of the verifier where a base model goes on in its own text format")
                Map<String, String> textOptions) {

    public Judging {
        options = Map.copyOf(options);
        textOptions = Map.copyOf(textOptions);
        if (verifier.isBlank()) {
            throw new IllegalArgumentException("judging.verifier must name a verifier, got nothing");
        }
    }
}
