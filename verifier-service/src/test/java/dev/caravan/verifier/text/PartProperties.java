package dev.caravan.verifier.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.exact.ExactVerifier;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import dev.caravan.verifier.text.json.JsonSchemaVerifier;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a policy writes, a verdict comes of it, and the same one again. */
class PartProperties {

    private static final Map<Verifier, String> TRUTHS = Map.of(
            new ChoiceVerifier(), "B",
            new F1Verifier(), "the cat",
            new RegexVerifier(), "(a|b)*",
            new ExactVerifier(), "Paris",
            new JsonSchemaVerifier(), "{\"type\": \"object\", \"required\": [\"a\"]}");

    @Property(tries = 300)
    void everyTextHasAVerdict(@ForAll("completions") String completion) {
        TRUTHS.forEach((verifier, truth) -> {
            // When
            Verdict verdict = verifier.verify(Submission.of(completion, truth));

            // Then
            assertThat(verdict).isInstanceOf(Verdict.Scored.class);
            assertThat(verifier.verify(Submission.of(completion, truth))).isEqualTo(verdict);
        });
    }

    @Property(tries = 300)
    void aPartIsOfTheText(@ForAll("completions") String completion) {
        for (Part part : Part.values()) {
            // When, Then
            part.of(completion).ifPresent(text -> assertThat(text.length()).isLessThanOrEqualTo(completion.length()));
        }
    }

    @Provide
    Arbitrary<String> completions() {
        Arbitrary<String> pieces = Arbitraries.of(
                "<think>",
                "</think>",
                "<answer>",
                "</answer>",
                "<finish>",
                "</finish>",
                "The answer is: ",
                "the answer is",
                "\\boxed{",
                "}",
                "{",
                "[",
                "\"a\":",
                "1e999",
                "B",
                "(C)",
                " or ",
                ",",
                "\n",
                "```json\n",
                "```",
                " ",
                "Paris",
                "İ",
                "\uD83D",
                "\u0000");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(12).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(60),
                pieces.map(piece -> piece.repeat(2_000)));
    }

    /** Long repetitions end too: none of these is worse than linear by more than the sizes here would show. */
    @Property(tries = 1)
    void hostileTextsEnd() {
        for (String piece :
                List.of("<answer>", "</think>", "\\boxed{", "A or ", "[", "{\"a\":", "answer is ", "9", "(", "\n")) {
            TRUTHS.forEach((verifier, truth) -> {
                // When
                Verdict verdict = verifier.verify(Submission.of(piece.repeat(100_000 / piece.length()), truth));

                // Then
                assertThat(verdict).isInstanceOf(Verdict.Scored.class);
            });
        }
    }
}
