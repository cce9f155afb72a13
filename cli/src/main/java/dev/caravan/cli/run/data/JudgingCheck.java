package dev.caravan.cli.run.data;

import dev.caravan.cli.recipe.Judging;
import dev.caravan.cli.source.Example;
import dev.caravan.cli.source.ExampleCheck;
import dev.caravan.verifier.VerifierRegistry;
import java.util.Optional;

/** Asks each example's verifiers whether they can use its ground truth and their options. */
public record JudgingCheck(VerifierRegistry registry, Judging judging) implements ExampleCheck {

    @Override
    public Optional<String> problem(Example example) {
        return judging.trainingVerifiers(example).stream()
                .map(registry::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
