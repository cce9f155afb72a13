package dev.caravan.verifier.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The MATH data set's reference answers, where the data folder lies beside the repository. */
class MathReferencesTest {

    private static final Path FILE = Path.of("../../shared/data/math/MATH/train_answers.json");

    private static final List<UnaryOperator<String>> REWRITINGS = List.of(
            answer -> answer.replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac"),
            answer -> answer.replace("\\frac", "\\dfrac")
                    .replace("\\ddfrac", "\\dfrac")
                    .replace("\\tdfrac", "\\tfrac"),
            answer -> answer.replace("\\left", "").replace("\\right", ""),
            answer -> answer.replace("+", " + ").replace("=", " = ").replace("\\cup", " \\cup "),
            answer -> "  " + answer + " ",
            answer -> "$" + answer + "$",
            answer -> answer.replace("\\!", "").replace("\\;", " "));

    private final MathVerifier math = new MathVerifier();

    @BeforeAll
    static void needsTheData() {
        assumeTrue(Files.exists(FILE), "MATH is not in the data folder beside the repository: skipped");
    }

    @Test
    void everyReferenceSaysTheSameAsItselfHoweverItIsSetAndNotTheSameAsItsNeighbour() throws IOException {
        // Given
        List<String> answers = new ArrayList<>();
        for (JsonNode row : new ObjectMapper().readTree(FILE.toFile())) {
            answers.add(row.get("answer").asText());
        }

        // When
        List<String> unusable = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        List<String> sameAsNeighbour = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            String answer = answers.get(i);
            String neighbour = answers.get((i + 1) % answers.size());
            if (math.problem(answer, Options.NONE).isPresent()) {
                unusable.add(answer);
                continue;
            }
            for (UnaryOperator<String> rewriting : REWRITINGS) {
                if (!isRight(rewriting.apply(answer), answer)) {
                    refused.add(answer);
                }
            }
            if (!bare(answer).equals(bare(neighbour)) && isRight(neighbour, answer)) {
                sameAsNeighbour.add(answer + "  and  " + neighbour);
            }
        }

        // Then
        assertThat(answers).hasSize(7_474);
        assertThat(unusable).allSatisfy(answer -> assertThat(answer).isBlank());
        assertThat(refused).isEmpty();
        assertThat(sameAsNeighbour).isEmpty();
    }

    /** The answer without what {@code math} lets people leave out: a unit, a degree or percent sign, {@code x =}. */
    private static String bare(String answer) {
        return answer.replaceAll("\\\\text\\{[^}]*}|\\^\\\\circ|\\\\%|^[A-Za-z]\\s*=|\\s", "");
    }

    private boolean isRight(String answer, String reference) {
        Verdict verdict = math.verify(Submission.of("So the answer is \\boxed{" + answer + "}.", reference));
        return verdict instanceof Verdict.Scored scored && scored.score() == 1;
    }
}
