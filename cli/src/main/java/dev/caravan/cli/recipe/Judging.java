package dev.caravan.cli.recipe;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.util.List;
import java.util.Map;

/** How the completions of a run's prompts are judged. Whether an answer is right, in training and in evaluation, is one verifier's to say. */
public record Judging(
        @Default("math") @Doc("name of the verifier; its ground truth is the example's answer") String verifier,
        @Default("{}") @Doc("options of the verifier where the chat format is asked for") Map<String, String> options,
        @Default("{}") @Doc("options of the verifier where a base model goes on in its own text format")
                Map<String, String> textOptions,
        @Default("[]") @Doc("further verifiers whose scores are averaged into the reward in training")
                List<Shaping> shaping) {

    public Judging {
        options = Map.copyOf(options);
        textOptions = Map.copyOf(textOptions);
        shaping = List.copyOf(shaping);
        if (verifier.isBlank()) {
            throw new IllegalArgumentException("verifier must name a verifier, got nothing");
        }
    }

    /** A verifier that counts in training only: for the form of an answer, say, where a right one is still rare. */
    public record Shaping(
            @Doc("name of the verifier") String verifier,
            @Default("1") @Doc("weight of its score in the mean, the main verifier's being 1") double weight,
            @Default("{}") @Doc("options of the verifier") Map<String, String> options) {

        public Shaping {
            options = Map.copyOf(options);
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("weight must be positive, got " + weight);
            }
        }
    }
}
