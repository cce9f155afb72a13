package dev.caravan.verifier.ifeval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.caravan.verifier.ifeval.IfevalRow.Asked;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IfevalPromptsTest {

    private final IfevalVerifier ifeval = new IfevalVerifier();

    @BeforeAll
    static void needsTheData() {
        assumeTrue(IfevalRow.areThere(), "IFEval is not in the data folder beside the repository: skipped");
    }

    @Test
    void aResponseThatFollowsAPromptScoresOneAndAnyInstructionBrokenMakesItZero() throws IOException {
        // Given
        List<IfevalRow> rows = IfevalRow.all();

        // When
        List<String> faults = new ArrayList<>();
        for (IfevalRow row : rows) {
            String response = Obedience.to(row);
            expect(1, row.submission(response), row.key() + " followed", faults);
            for (Asked one : row.asked()) {
                expect(0, row.submission(Disobedience.to(one, response)), row.key() + " without " + one.id(), faults);
            }
        }

        // Then
        assertThat(faults).isEmpty();
        assertThat(rows).hasSize(541);
    }

    private void expect(double score, Submission submission, String what, List<String> faults) {
        Verdict verdict = ifeval.verify(submission);
        if (!(verdict instanceof Verdict.Scored scored) || scored.score() != score) {
            faults.add(what + ": " + verdict);
        }
    }

    @Test
    void ifbenchsPromptsAreTakenButForTheTwoTypesThatNeedModels() throws IOException {
        // When
        List<String> problems = new ArrayList<>();
        for (IfevalRow row : IfevalRow.bench()) {
            ifeval.problem(row.groundTruth(), Options.NONE).ifPresent(problems::add);
        }

        // Then
        assertThat(problems)
                .allMatch(problem -> problem.startsWith("unsupported instruction 'words:"))
                .hasSize(15);
    }
}
