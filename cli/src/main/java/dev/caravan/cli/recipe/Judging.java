package dev.caravan.cli.recipe;

import dev.caravan.cli.source.Example;
import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.schemas.Aggregation;
import dev.caravan.schemas.VerifierSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the completions of a run's prompts are judged. Whether an answer is right, in training and in evaluation, is one verifier's to say. */
public record Judging(
        @Default("math") @Doc("name of the verifier; its ground truth is the example's answer") String verifier,
        @Default("{}") @Doc("options of the verifier where the chat format is asked for") Map<String, String> options,
        @Default("{}") @Doc("options of the verifier where a base model goes on in its own text format")
                Map<String, String> textOptions,
        @Default("[]") @Doc("further verifiers whose scores count in the reward in training") List<Shaping> shaping,
        @Default("mean") @Doc("how several scores make the reward in training: mean, sum, min, max or product")
                Aggregation combine) {

    public Judging {
        options = Map.copyOf(options);
        textOptions = Map.copyOf(textOptions);
        shaping = List.copyOf(shaping);
        if (verifier.isBlank()) {
            throw new IllegalArgumentException("verifier must name a verifier, got nothing");
        }
        boolean weighted = shaping.stream().anyMatch(further -> further.weight() != 1);
        if (weighted && (combine == Aggregation.MIN || combine == Aggregation.MAX)) {
            throw new IllegalArgumentException("shaping.weight means nothing where combine is min or max");
        }
    }

    /**
     * What says whether an answer is right: the row's own verifiers, or the recipe's.
     *
     * @param text whether a base model was asked in its own text format
     * @return nothing if the example has no ground truth
     */
    public List<VerifierSpec> verifiers(Example example, boolean text) {
        if (!example.verifiers().isEmpty() || example.answer().isEmpty()) {
            return example.verifiers();
        }
        return List.of(VerifierSpec.newBuilder()
                .setName(verifier)
                .setGroundTruth(example.answer())
                .setOptions(text ? textOptions : options)
                .build());
    }

    /** What makes the reward in training: the same, and the further ones; nothing if the example has no ground truth. */
    public List<VerifierSpec> trainingVerifiers(Example example) {
        List<VerifierSpec> verifiers = new ArrayList<>(verifiers(example, false));
        if (!verifiers.isEmpty()) {
            for (Shaping further : shaping) {
                verifiers.add(VerifierSpec.newBuilder()
                        .setName(further.verifier())
                        .setWeight(further.weight())
                        .setOptions(further.options())
                        .build());
            }
        }
        return verifiers;
    }

    /** A verifier that counts in training only: for the form of an answer, say, where a right one is still rare. */
    public record Shaping(
            @Doc("name of the verifier") String verifier,
            @Default("1") @Doc("weight of its score, the main verifier's being 1") double weight,
            @Default("{}") @Doc("options of the verifier") Map<String, String> options) {

        public Shaping {
            options = Map.copyOf(options);
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("weight must be positive, got " + weight);
            }
        }
    }
}
