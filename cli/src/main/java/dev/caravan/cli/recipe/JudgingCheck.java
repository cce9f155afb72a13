package dev.caravan.cli.recipe;

import dev.caravan.cli.source.Example;
import dev.caravan.cli.source.ExampleCheck;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.VerifierRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks each example's verifiers whether they can use its ground truth and their options.
 *
 * @param verifiers how an example is judged: {@link Judging#trainingVerifiers}, or {@link Judging#verifiers} where nothing is trained
 */
public record JudgingCheck(VerifierRegistry registry, Function<Example, List<VerifierSpec>> verifiers)
        implements ExampleCheck {

    @Override
    public Optional<String> problem(Example example) {
        return verifiers.apply(example).stream()
                .map(registry::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
