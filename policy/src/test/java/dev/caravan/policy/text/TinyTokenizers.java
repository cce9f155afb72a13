package dev.caravan.policy.text;

import java.util.ArrayList;
import java.util.List;

/** A tokenizer learnt from a few generated problems; always the same. */
final class TinyTokenizers {

    static final List<String> SPECIALS = List.of("<|pad|>", "<|eos|>", "<|user|>", "<|assistant|>", "<|system|>");

    private TinyTokenizers() {}

    static byte[] json() {
        return TinyTokenizer.train(corpus().iterator(), 300, SPECIALS);
    }

    static List<String> corpus() {
        List<String> texts = new ArrayList<>();
        for (int a = 2; a < 12; a++) {
            texts.add("Ann has " + a + " apples and buys " + 3 * a + " more. How many apples has Ann?\n");
            texts.add(a + "+" + 3 * a + "=" + 4 * a + ".\n#### " + 4 * a);
            texts.add("Zoë's café: £" + a);
        }
        texts.add("a rare word");
        return texts;
    }
}
