package dev.caravan.verifier.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactVerifierTest {

    private final ExactVerifier exact = new ExactVerifier();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Paris | paris. | 1",
                "New York | '  new   york' | 1",
                "ﬁne | FINE | 1",
                "Straße | STRASSE | 1",
                "Paris | It is Paris | 0",
                "Paris | Pari s | 0",
                "a.b | a b | 0",
            })
    void comparesWhatMatters(String truth, String completion, double score) {
        // When
        Verdict verdict = exact.verify(Submission.of(completion, truth));

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Scored.class, scored -> assertThat(scored.score())
                .isEqualTo(score));
    }

    @Test
    void optionsSayWhatMatters() {
        // Given
        Options verbatim = new Options(Map.of("ignore_case", "false", "ignore_punctuation", "false"));

        // When
        Verdict otherCase = exact.verify(new Submission("paris", "Paris", verbatim, "", Finish.STOP));
        Verdict otherEnd = exact.verify(new Submission("Paris.", "Paris", verbatim, "", Finish.STOP));
        Verdict same = exact.verify(new Submission(" Paris\n", "Paris", verbatim, "", Finish.STOP));

        // Then
        assertThat(otherCase).isEqualTo(Verdict.wrong("'paris' is not 'Paris'"));
        assertThat(otherEnd).isEqualTo(Verdict.wrong("'Paris.' is not 'Paris'"));
        assertThat(same).isEqualTo(Verdict.right("'Paris' is right"));
    }

    @Test
    void takesThePartThatIsAskedFor() {
        // Given
        Options line = new Options(Map.of("take", "last_line"));
        Options answer = new Options(Map.of("take", "answer"));
        String completion = "I think\n<answer> Rome </answer>\nParis\n";

        // When
        Verdict ofLine = exact.verify(new Submission(completion, "Paris", line, "", Finish.STOP));
        Verdict ofAnswer = exact.verify(new Submission(completion, "Rome", answer, "", Finish.STOP));
        Verdict ofNone = exact.verify(new Submission("Rome", "Rome", answer, "", Finish.STOP));

        // Then
        assertThat(ofLine).isEqualTo(Verdict.right("'paris' is right"));
        assertThat(ofAnswer).isEqualTo(Verdict.right("'rome' is right"));
        assertThat(ofNone).isEqualTo(Verdict.wrong("nothing to compare: no answer"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "It is <answer>the Eiffel-Tower!</answer> | Eiffel Tower | take=answer words=true | 0",
                "It is <answer>The eiffel tower!</answer> | Eiffel Tower | take=answer words=true | 1",
                "The eiffel tower | Eiffel Tower | take=answer words=true | 0",
                "<think>Rome</think><answer>Paris</answer> | Paris | take=final words=true | 1",
                "Hm. The answer is: Paris | Paris | take=stated | 1",
                "<finish>NYC</finish> | [\"New York\", \"NYC\"] | take=finish any=true | 1",
                "<finish>LA</finish> | [\"New York\", \"NYC\"] | take=finish any=true | 0",
            })
    void doesWhatPublishedVerifiersDo(String completion, String truth, String options, double score) {
        // Given
        Map<String, String> values = new HashMap<>();
        for (String option : options.split(" ", -1)) {
            values.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }

        // When
        Verdict verdict = exact.verify(new Submission(completion, truth, new Options(values), "", Finish.STOP));

        // Then
        assertThat(((Verdict.Scored) verdict).score()).as(verdict.reason()).isEqualTo(score);
    }

    @Test
    void aGroundTruthOfNothingIsAProblem() {
        // When
        var empty = exact.problem(" . ", Options.NONE);
        var badOption = exact.problem("Paris", new Options(Map.of("take", "first")));

        // Then
        assertThat(empty).hasValue("ground truth ' . ' holds nothing to compare with");
        assertThat(badOption)
                .hasValue("option 'take' must be one of [all, last_line, answer, finish, final, stated], not 'first'");
    }
}
