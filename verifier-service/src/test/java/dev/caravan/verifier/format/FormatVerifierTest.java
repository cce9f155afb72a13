package dev.caravan.verifier.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatVerifierTest {

    private final FormatVerifier format = new FormatVerifier();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "think | <think>a</think> 5 | 1",
                "think | <think>a</think> | 0",
                "think | <think> </think> 5 | 0",
                "think | so <think>a</think> 5 | 0",
                "think | <think>a<think>b</think> 5 | 0",
                "think | <think>a</think>b</think> 5 | 0",
                "think | </think>a<think> 5 | 0",
                "think | 5 | 0",
                "answer | so <answer>5</answer> | 1",
                "answer | <answer>5</answer> and | 0",
                "answer | <answer></answer> | 0",
                "answer | <answer>4</answer><answer>5</answer> | 0",
                "think,answer | <think>a</think>⏎<answer>5</answer> | 1",
                "think,answer | <think>a</think> so <answer>5</answer> | 0",
                "think,answer | <think>a<answer>5</answer></think> | 0",
                "answer_line | work⏎#### 5 | 1",
                "answer_line | #### 5⏎ | 1",
                "answer_line | work #### 5 | 0",
                "answer_line | work⏎#### | 0",
                "answer_line | #### 4⏎#### 5 | 0",
                "answer_line | #### 5⏎more | 0",
                "boxed | \\boxed{5} | 1",
                "boxed | \\boxed{4} \\boxed{5} | 0",
                "boxed | 5 | 0",
            })
    void decidesTheShape(String require, String completion, double score) {
        // Given
        Options options = new Options(Map.of("require", require));
        Submission submission = new Submission(completion.replace('⏎', '\n'), "", options, "", Finish.STOP);

        // When
        Verdict verdict = format.verify(submission);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Scored.class, scored -> assertThat(scored.score())
                .isEqualTo(score));
    }

    @Test
    void aCompletionThatDidNotStopByItselfIsNotFinished() {
        // Given
        Options options = new Options(Map.of("require", "finished"));

        // When
        Verdict stopped = format.verify(new Submission("a", "", options, "", Finish.STOP));
        Verdict cut = format.verify(new Submission("a", "", options, "", Finish.LENGTH));

        // Then
        assertThat(stopped).isEqualTo(Verdict.right("all requirements are met"));
        assertThat(cut).isEqualTo(Verdict.wrong("not met: finished"));
    }

    @Test
    void partialGivesTheShareOfWhatIsMet() {
        // Given
        Options options = new Options(Map.of("require", "boxed, finished,think,answer_line", "partial", "true"));

        // When
        Verdict verdict = format.verify(new Submission("\\boxed{5}", "", options, "", Finish.LENGTH));

        // Then
        assertThat(verdict).isEqualTo(new Verdict.Scored(0.25, "not met: finished, think, answer_line"));
    }

    @Test
    void refusesOptionsThatMeanNothing() {
        // Given
        Options unknown = new Options(Map.of("require", "thinking"));

        // When
        var problem = format.problem("", unknown);

        // Then
        assertThat(problem)
                .hasValue(
                        "option 'require' must be one of [think, answer, think_answer, answer_line, boxed, finished], not 'thinking'");
        assertThat(format.problem("", Options.NONE)).isPresent();
        assertThatThrownBy(() -> format.verify(new Submission("", "", unknown, "", Finish.STOP)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
