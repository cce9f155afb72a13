package dev.caravan.verifier.ifeval;

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
import org.junit.jupiter.params.provider.ValueSource;

class IfevalVerifierTest {

    private static final String TWO =
            "{\"instruction_id_list\": [\"punctuation:no_comma\", \"length_constraints:number_words\"],"
                    + " \"kwargs\": [{}, {\"relation\": \"at least\", \"num_words\": 4}]}";

    private final IfevalVerifier ifeval = new IfevalVerifier();

    private Verdict verify(String completion, String truth, Map<String, String> options) {
        return ifeval.verify(new Submission(completion, truth, new Options(options), "", Finish.STOP));
    }

    @Test
    void saysWhichInstructionFailedAndWhy() {
        // When
        Verdict verdict = verify("one, two", TWO, Map.of());

        // Then
        assertThat(verdict)
                .isEqualTo(Verdict.wrong("0 of 2 followed; punctuation:no_comma: has a comma;"
                        + " length_constraints:number_words: 2 words, not at least 4"));
    }

    @Test
    void scoresTheShareOfInstructionsWhereAsked() {
        // When
        Verdict all = verify("one, two three four", TWO, Map.of());
        Verdict fraction = verify("one, two three four", TWO, Map.of("score", "fraction"));
        Verdict right = verify("one two three four", TWO, Map.of("score", "fraction"));

        // Then
        assertThat(all).isEqualTo(Verdict.wrong("1 of 2 followed; punctuation:no_comma: has a comma"));
        assertThat(fraction).isEqualTo(new Verdict.Scored(0.5, all.reason()));
        assertThat(right).isEqualTo(Verdict.right("all 2 instructions are followed"));
    }

    @Test
    void looseForgivesTalkInTheFirstAndLastLine() {
        // Given
        String completion = "Sure, here you are:\none two three four\nEnjoy, friend!";

        // When
        Verdict strict = verify(completion, TWO, Map.of("accuracy", "strict"));
        Verdict loose = verify(completion, TWO, Map.of("accuracy", "loose"));

        // Then
        assertThat(strict).isEqualTo(Verdict.wrong("1 of 2 followed; punctuation:no_comma: has a comma"));
        assertThat(loose).isEqualTo(Verdict.right("all 2 instructions are followed"));
    }

    @Test
    void judgesWhatIsBehindTheThoughts() {
        // When
        Verdict verdict = verify("<think>well, so, yes</think>\n<answer>one two three four</answer>", TWO, Map.of());

        // Then
        assertThat(verdict).isEqualTo(Verdict.right("all 2 instructions are followed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "\u00a0", "<think>all of it, and more"})
    void anEmptyResponseFollowsNothing(String completion) {
        // Given
        String truth = "{\"instruction_id_list\":[\"punctuation:no_comma\"],\"kwargs\":[{}]}";

        // When
        Verdict strict = verify(completion, truth, Map.of());
        Verdict loose = verify(completion, truth, Map.of("accuracy", "loose"));

        // Then
        assertThat(((Verdict.Scored) strict).score()).isZero();
        assertThat(((Verdict.Scored) loose).score()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instruction_id_list\":[\"keywords:existence\"],\"kwargs\":[{\"keywords\":[\"it's\"],\"num_words\":null}]}",
                "[{\"instruction_id\":[\"keywords:existence\"],\"kwargs\":[{\"keywords\":[\"it's\"]}]}]",
                "[{'instruction_id': ['keywords:existence', 'punctuation:no_comma'], 'kwargs': [{'keywords': [\"it's\"], 'N': None}, None]}]",
                "[{'instruction_id': ['keywords:existence'], 'kwargs': [{'keywords': ['it\\'s']}]}]",
                "[{'instruction_id': ['keywords:existence'], 'kwargs': [{'keywords': ['it\\x27s', '\\U0001f642']}]}]",
                "[\"{\\\"instruction_id\\\": [\\\"keywords:existence\\\"], \\\"kwargs\\\": [{\\\"keywords\\\": [\\\"it's\\\"]}]}\"]",
                "{\"func_name\":\"verify_keywords\",\"keyword_list\":[\"it's\"],\"N\":null,\"options\":null}",
            })
    void readsThePublishedForms(String truth) {
        // When
        Verdict with = verify("yes, it's here 🙂".replace(",", ""), truth, Map.of());
        Verdict without = verify("no", truth, Map.of());

        // Then
        assertThat(ifeval.problem(truth, Options.NONE)).isEmpty();
        assertThat(((Verdict.Scored) with).score()).isEqualTo(1);
        assertThat(((Verdict.Scored) without).score()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "nonsense | the ground truth must be a JSON object",
                "[] | the ground truth must have 'instruction_id_list' and 'kwargs'",
                "{\"instruction_id_list\":[],\"kwargs\":[]} | lists of the same length, one or more",
                "{\"instruction_id_list\":[\"punctuation:no_comma\"],\"kwargs\":[]} | lists of the same length",
                "{\"instruction_id_list\":[\"punctuation:no_commas\"],\"kwargs\":[{}]} | unknown instruction 'punctuation:no_commas'",
                "{\"instruction_id_list\":[\"words:start_verb\"],\"kwargs\":[{}]} | unsupported instruction 'words:start_verb'",
                "{\"instruction_id_list\":[\"punctuation:no_comma\"],\"kwargs\":[{\"commas\":1}]} | unknown arguments [commas]",
                "{\"instruction_id_list\":[\"punctuation:no_comma\"],\"kwargs\":[3]} | its arguments must be an object",
                "{\"instruction_id_list\":[\"keywords:existence\"],\"kwargs\":[{}]} | keywords:existence: argument 'keywords' is missing",
                "{\"instruction_id_list\":[\"keywords:existence\"],\"kwargs\":[{\"keywords\":[]}]} | list of one text or more",
                "{\"instruction_id_list\":[\"keywords:existence\"],\"kwargs\":[{\"keywords\":[\"(\"]}]} | is read as a regular expression",
                "{\"instruction_id_list\":[\"length_constraints:number_words\"],\"kwargs\":[{\"relation\":\"about\",\"num_words\":3}]} | must be one of [less than, at least], not 'about'",
                "{\"instruction_id_list\":[\"length_constraints:number_words\"],\"kwargs\":[{\"relation\":\"at least\",\"num_words\":3.5}]} | must be a whole number",
                "{\"instruction_id_list\":[\"language:response_language\"],\"kwargs\":[{\"language\":\"tlh\"}]} | a code that can be detected",
                "{\"func_name\":\"verify_everything\"} | unknown function 'verify_everything'",
                "{\"func_name\":\"validate_end\"} | argument 'end_phrase' is missing",
            })
    void refusesWhatItCannotJudge(String truth, String problem) {
        // When
        var found = ifeval.problem(truth, Options.NONE);

        // Then
        assertThat(found).hasValueSatisfying(text -> assertThat(text).contains(problem));
        assertThatThrownBy(() -> verify("x", truth, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesOptionsAndSettingsItDoesNotKnow() {
        // When
        var option = ifeval.problem(TWO, new Options(Map.of("accuracy", "lenient")));
        var unknown = ifeval.problem(TWO, new Options(Map.of("strict", "true")));

        // Then
        assertThat(option).hasValue("option 'accuracy' must be one of [strict, loose], not 'lenient'");
        assertThat(unknown).hasValue("unknown option 'strict'; known: [accuracy, score]");
        assertThatThrownBy(() -> ifeval.start(new Options(Map.of("punkt", "/nowhere"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the folder must be NLTK's punkt_tab/english");
    }

    @Test
    void keywordsWithOperatorsAreRegularExpressionsInLinearTime() {
        // Given
        String truth = "{\"instruction_id_list\":[\"keywords:existence\"],\"kwargs\":[{\"keywords\":[\"(a+)+b\"]}]}";

        // When
        Verdict verdict = verify("a".repeat(100_000), truth, Map.of());

        // Then
        assertThat(verdict).isEqualTo(Verdict.wrong("0 of 1 followed; keywords:existence: lacks '(a+)+b'"));
    }

    @Test
    void theFunctionsHaveTheirNameToo() {
        // Given
        IfevalOldVerifier old = new IfevalOldVerifier();
        String truth = "{\"func_name\": \"validate_lowercase\", \"N\": null}";

        // When
        Verdict verdict = old.verify(Submission.of("all lower", truth));

        // Then
        assertThat(old.name()).isEqualTo("ifeval_old");
        assertThat(verdict).isEqualTo(Verdict.right("the instruction is followed"));
        assertThat(old.problem(truth, Options.NONE)).isEmpty();
    }
}
