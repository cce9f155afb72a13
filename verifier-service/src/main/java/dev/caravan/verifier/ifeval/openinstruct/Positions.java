package dev.caravan.verifier.ifeval.openinstruct;

import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.PythonText;
import dev.caravan.verifier.ifeval.text.WordTokenizer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What the first and the last word are. */
final class Positions {

    private Positions() {}

    static Map<String, Function<Arguments, Instruction>> types(WordTokenizer tokenizer) {
        return Map.of(
                "first_word:first_word_answer", arguments -> ofResponse(arguments, "first_word", Positions::first),
                "last_word:last_word_answer", arguments -> ofResponse(arguments, "last_word", Positions::last),
                "keywords:start_end", arguments -> startsAsItEnds(tokenizer));
    }

    private static String first(String text) {
        List<String> words = PythonText.split(text);
        return words.isEmpty() ? "" : words.get(0);
    }

    /** Without any punctuation. */
    private static String last(String text) {
        List<String> words = PythonText.split(text);
        StringBuilder last = new StringBuilder();
        if (!words.isEmpty()) {
            words.get(words.size() - 1).codePoints().filter(PythonText::isWord).forEach(last::appendCodePoint);
        }
        return last.toString();
    }

    private static Instruction ofResponse(Arguments arguments, String argument, UnaryOperator<String> position) {
        String word = PythonText.lower(arguments.word(argument));
        return Instruction.of(
                "the " + argument.replace('_', ' ') + " is not '" + word + "'",
                response -> PythonText.lower(position.apply(response)).equals(word));
    }

    private static Instruction startsAsItEnds(WordTokenizer tokenizer) {
        return Instruction.of("does not start and end with the same word", response -> {
            List<String> words = tokenizer.tokens(response);
            return words.size() >= 2
                    && PythonText.lower(words.get(0)).equals(PythonText.lower(words.get(words.size() - 1)));
        });
    }
}
