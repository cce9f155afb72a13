package dev.caravan.verifier.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.VerifierRegistry;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedRowTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aNameAndAGroundTruth() throws Exception {
        // When, Then
        assertThat(verifiers("'gsm8k'", "72")).containsExactly(spec("gsm8k", "72", Map.of()));
        assertThat(verifiers("'MATH'", "'\\\\frac12'")).containsExactly(spec("math", "\\frac12", Map.of()));
        assertThat(verifiers("['ifeval']", "{'instruction_id_list': []}"))
                .containsExactly(spec("ifeval", "{\"instruction_id_list\":[]}", Map.of()));
        assertThat(verifiers("'format'", "null")).containsExactly(spec("format", "", Map.of()));
    }

    @Test
    void severalGoPairByPair() throws Exception {
        // When, Then
        assertThat(verifiers("['math', 'string_f1', 'code']", "['5', ['a', 'b'], ['assert f() == 1']]"))
                .containsExactly(
                        spec("math", "5", Map.of()),
                        spec("f1", "[\"a\",\"b\"]", Map.of("take", "final", "any", "true")),
                        spec("code", "[\"assert f() == 1\"]", Map.of()));
    }

    @Test
    void anArrayOfAnswersMayComeAsText() throws Exception {
        // When, Then
        assertThat(verifiers("'re_search'", "'[\\\"NYC\\\", \\\"New York\\\"]'"))
                .containsExactly(spec(
                        "exact", "[\"NYC\", \"New York\"]", Map.of("take", "finish", "words", "true", "any", "true")));
        assertThat(verifiers("'re_search'", "'[NYC]'"))
                .containsExactly(spec("exact", "[NYC]", Map.of("take", "finish", "words", "true")));
    }

    @Test
    void passthroughVerifiesNothing() throws Exception {
        // When, Then
        assertThat(verifiers("'passthrough'", "''")).isEmpty();
        assertThat(verifiers("['passthrough', 'math']", "['', '5']")).containsExactly(spec("math", "5", Map.of()));
    }

    @Test
    void namesCanBeReplaced() throws Exception {
        // When
        List<VerifierSpec> verifiers = PublishedRow.verifiers(
                json("['arc', 'math']"), json("['B', '5']"), Map.of("arc", "choice", "math", "string_f1"));

        // Then
        assertThat(verifiers).containsExactly(spec("choice", "B", Map.of()), spec("f1", "5", Map.of("take", "final")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "5 | '5' | dataset must name a verifier, it is number",
                "'' | '5' | dataset must name a verifier, it is ''",
                "[] | [] | dataset must name a verifier, it is an empty array",
                "[['math']] | '5' | dataset must name a verifier, it is array",
                "['math', 'code'] | '5' | dataset names 2 verifiers, so ground_truth must be an array of as many, it is '5'",
                "['math', 'code'] | ['5'] | dataset names 2 verifiers, so ground_truth must be an array of as many, it is one of 1",
                "['math'] | ['5', '6'] | dataset names 1 verifiers, so ground_truth must be an array of as many, it is one of 2",
            })
    void whatDoesNotFitTogetherIsRefused(String dataset, String truth, String message) {
        // When, Then
        assertThatThrownBy(() -> verifiers(dataset, truth))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void everyPublishedNameLeadsToAVerifierThatTakesItsOptionsAndIsInTheDocs() throws Exception {
        // Given
        String docs = Files.readString(Path.of("docs", "verifiers.md"));

        try (VerifierRegistry registry = VerifierRegistry.discover()) {
            for (PublishedName name : PublishedName.ALL) {
                // When
                List<VerifierSpec> verifiers =
                        PublishedRow.verifiers(JSON.getNodeFactory().textNode(name.published()), json("'some text'"));

                // Then
                assertThat(verifiers).allSatisfy(spec -> assertThat(registry.problem(spec))
                        .as(name.published())
                        .isEmpty());
                assertThat(docs).contains("`" + name.published() + "`");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "string_matcher | so <answer>The Cat!</answer> | cat | 1",
                "string_matcher | the cat | cat | 0",
                "string_f1 | <think>dog</think><answer>a black cat</answer> | cat | 0.666667",
                "puzzle | <think>dog</think><answer>a cat</answer> | cat | 1",
                "puzzle | it is a cat | cat | 0",
                "flan | Hm. The answer is: the cat. | cat | 1",
                "re_search | <finish> cat </finish> | [\"dog\", \"the cat\"] | 1",
                "re_search_f1 | <finish>bird</finish> | [\"dog\", \"cat\"] | 0.1",
                "re_search_f1 | bird | [\"dog\", \"cat\"] | 0",
            })
    void theyScoreAsTheirNamesakesDo(String dataset, String completion, String truth, double score) throws Exception {
        // Given
        try (VerifierRegistry registry = VerifierRegistry.discover()) {
            VerifierSpec spec = PublishedRow.verifiers(
                            JSON.getNodeFactory().textNode(dataset),
                            JSON.getNodeFactory().textNode(truth))
                    .get(0);

            // When
            Verdict verdict = registry.find(spec.getName())
                    .orElseThrow()
                    .verify(new Submission(
                            completion, spec.getGroundTruth(), new Options(spec.getOptions()), "", Finish.STOP));

            // Then
            assertThat(((Verdict.Scored) verdict).score()).as(verdict.reason()).isCloseTo(score, within(1e-6));
        }
    }

    private static List<VerifierSpec> verifiers(String dataset, String truth) throws Exception {
        return PublishedRow.verifiers(json(dataset), json(truth));
    }

    /** JSON with single quotes. */
    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private static VerifierSpec spec(String name, String truth, Map<String, String> options) {
        return VerifierSpec.newBuilder()
                .setName(name)
                .setGroundTruth(truth)
                .setOptions(options)
                .build();
    }
}
