package dev.caravan.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

class TokenizerProperties {

    private static final Tokenizer TOKENIZER = Tokenizer.parse(TinyTokenizers.json());

    @AfterContainer
    static void close() {
        TOKENIZER.close();
    }

    @Property(tries = 1000)
    void anyTextComesBackUnchanged(@ForAll("texts") String text) {
        // When
        int[] ids = TOKENIZER.encodeText(text);
        // Then
        assertThat(TOKENIZER.decode(ids)).isEqualTo(text);
    }

    @Property(tries = 1000)
    void textNeverYieldsASpecialToken(@ForAll("texts") String text) {
        // When
        int[] ids = TOKENIZER.encodeText(text);
        // Then
        assertThat(Arrays.stream(ids).boxed().toList())
                .doesNotContainAnyElementsOf(List.copyOf(TOKENIZER.specials().values()));
    }

    /** Any Unicode text, with words of the vocabulary, special tokens and their halves mixed in. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(6)
                .map(points -> {
                    StringBuilder text = new StringBuilder();
                    points.forEach(text::appendCodePoint);
                    return text.toString();
                });
        Arbitrary<String> known = Arbitraries.of(
                " apples",
                "Ann",
                "####",
                "##",
                "  ",
                "\n",
                "12",
                "é",
                "<|eos|>",
                "<|eo",
                "s|>",
                "<|assistant|>",
                "|>",
                "\u0000");
        return Arbitraries.oneOf(any, known).list().ofMaxSize(8).map(parts -> String.join("", parts));
    }
}
