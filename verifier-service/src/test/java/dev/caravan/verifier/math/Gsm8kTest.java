package dev.caravan.verifier.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Gsm8kTest {

    private final MathVerifier math = new MathVerifier();

    @BeforeAll
    static void needsTheData() {
        assumeTrue(Gsm8k.isThere(), "GSM8K is not in the data folder beside the repository: skipped");
    }

    @Test
    void everyReferenceSolutionIsRightForItsOwnAnswerAndWrongForItsNeighbours() throws IOException {
        // Given
        List<Gsm8k> all = Gsm8k.all();
        List<UnaryOperator<String>> forms = List.of(
                answer -> "#### " + answer,
                answer -> "The answer is $\\boxed{" + answer + "}$.",
                answer -> "The final answer is " + answer + ".",
                answer -> "That makes " + answer + " in all.");

        // When
        List<String> faults = new ArrayList<>();
        int pairs = 0;
        for (int i = 0; i < all.size(); i++) {
            Gsm8k one = all.get(i);
            Gsm8k next = all.get((i + 1) % all.size());
            expect(1, one.solution(), one.answer(), Options.NONE, faults);
            expect(1, one.solution(), one.answer(), new Options(Map.of("strict", "true")), faults);
            for (UnaryOperator<String> form : forms) {
                expect(1, form.apply(one.answer()), one.answer(), Options.NONE, faults);
            }
            boolean different =
                    !one.answer().replace(",", "").equals(next.answer().replace(",", ""));
            if (different) {
                pairs++;
                expect(0, one.solution(), next.answer(), Options.NONE, faults);
                expect(0, one.solution(), next.answer(), new Options(Map.of("strict", "true")), faults);
                for (UnaryOperator<String> form : forms) {
                    expect(0, form.apply(one.answer()), next.answer(), Options.NONE, faults);
                }
            }
        }

        // Then
        assertThat(faults).isEmpty();
        assertThat(all).hasSize(8_792);
        assertThat(pairs).isGreaterThan(8_500);
    }

    private void expect(double score, String completion, String truth, Options options, List<String> faults) {
        Verdict verdict = math.verify(new Submission(completion, truth, options, "", Finish.STOP));
        if (!(verdict instanceof Verdict.Scored scored) || scored.score() != score) {
            faults.add(truth + ": " + verdict);
        }
    }
}
