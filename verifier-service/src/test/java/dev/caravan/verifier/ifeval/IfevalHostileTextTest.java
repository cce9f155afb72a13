package dev.caravan.verifier.ifeval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Long texts made to keep each type busy. The limit is no measurement: all types together take seconds, or one takes minutes. */
class IfevalHostileTextTest {

    private static final Duration HANG = Duration.ofSeconds(120);
    private static final int SIZE = 200_000;

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("new lines", "\n"),
                Arguments.of("stars", "*"),
                Arguments.of("ends of sentences", ". a! B? "),
                Arguments.of("marks without spaces", ".\"!?)"),
                Arguments.of("quotes", "\"'`"),
                Arguments.of("open brackets", "[{(<<"),
                Arguments.of("initials and numbers", "A. 1. U.S. e.g. ... "),
                Arguments.of("one word", "x"),
                Arguments.of("addresses", "http://a@b"),
                Arguments.of("surrogates", "\ud835\ude42"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void keepsNoTypeBusy(String name, String unit) throws IOException {
        // Given
        String completion = unit.repeat(SIZE / unit.length()) + " End";
        Map<String, String> truths = new LinkedHashMap<>();
        for (JsonNode line : Vectors.lines("vectors.jsonl")) {
            String id = line.path("instruction").asText(line.path("function").asText());
            truths.put(
                    id,
                    line.has("function")
                            ? Vectors.functionTruth(id, line.get("kwargs"))
                            : Vectors.groundTruth(id, line.get("kwargs")));
        }
        IfevalVerifier ifeval = new IfevalVerifier();
        Options options = new Options(Map.of("accuracy", "strict"));

        // When
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        assertTimeoutPreemptively(
                HANG,
                () -> truths.forEach((id, truth) -> verdicts.put(
                        id, ifeval.verify(new Submission(completion, truth, options, "", Finish.LENGTH)))));

        // Then
        assertThat(verdicts).hasSizeGreaterThan(125);
        assertThat(verdicts.values()).allSatisfy(verdict -> {
            assertThat(verdict).isInstanceOf(Verdict.Scored.class);
            assertThat(verdict.reason()).hasSizeLessThan(400);
        });
    }
}
