package dev.caravan.verifier.ifeval.instruction;

import dev.caravan.verifier.ifeval.instruction.Amount.Relation;
import dev.caravan.verifier.ifeval.text.PythonText;
import dev.caravan.verifier.ifeval.text.SentenceSplitter;
import java.util.List;
import java.util.Optional;

/** How many sentences, paragraphs and words. */
final class Lengths {

    private final SentenceSplitter sentences;

    Lengths(SentenceSplitter sentences) {
        this.sentences = sentences;
    }

    Instruction sentences(Arguments arguments) {
        Amount amount = arguments.amount("num_sentences", "relation", Relation.LESS_THAN, Relation.AT_LEAST);
        return Instruction.counting("sentences", amount, sentences::count);
    }

    static Instruction words(Arguments arguments) {
        Amount amount = arguments.amount("num_words", "relation", Relation.LESS_THAN, Relation.AT_LEAST);
        return Instruction.counting(
                "words", amount, response -> PythonText.words(response).size());
    }

    static Instruction paragraphs(Arguments arguments) {
        Amount amount = Amount.exactly(arguments.number("num_paragraphs"));
        return response -> dividedInto(PythonText.split(response, "***"), amount);
    }

    /** Parts may be blank at the ends, where they do not count, and nowhere else. */
    static Optional<String> dividedInto(List<String> parts, Amount amount) {
        int count = parts.size();
        for (int i = 0; i < parts.size(); i++) {
            if (PythonText.isBlank(parts.get(i))) {
                if (i > 0 && i < parts.size() - 1) {
                    return Optional.of("paragraph " + (i + 1) + " is empty");
                }
                count--;
            }
        }
        return amount.holds(count) ? Optional.empty() : Optional.of(count + " paragraphs, not " + amount.inWords());
    }

    static Instruction firstWord(Arguments arguments) {
        int count = arguments.number("num_paragraphs", 1);
        int nth = arguments.number("nth_paragraph", 1);
        String word = PythonText.lower(arguments.text("first_word"));
        if (nth > count) {
            throw arguments.problem(
                    "argument 'nth_paragraph' must not be beyond 'num_paragraphs', " + count + ", but is " + nth);
        }
        return response -> {
            List<String> paragraphs = PythonText.split(response, "\n\n");
            int counted = (int) paragraphs.stream()
                    .filter(paragraph -> !PythonText.isBlank(paragraph))
                    .count();
            if (counted != count) {
                return Optional.of(counted + " paragraphs, not " + count);
            }
            String first = firstWord(paragraphs.get(nth - 1));
            return first.equals(word)
                    ? Optional.empty()
                    : Optional.of("paragraph " + nth + " does not start with '" + word + "'");
        };
    }

    /** In lower case, without opening quotes, up to its first punctuation mark. */
    private static String firstWord(String paragraph) {
        List<String> words = PythonText.split(paragraph);
        if (words.isEmpty()) {
            return "";
        }
        String word = PythonText.lstrip(PythonText.lstrip(words.get(0), "'"), "\"");
        int end = 0;
        while (end < word.length() && ".,?!'\"".indexOf(word.charAt(end)) < 0) {
            end++;
        }
        StringBuilder lower = new StringBuilder();
        word.substring(0, end).codePoints().forEach(c -> lower.append(PythonText.lower(Character.toString(c))));
        return lower.toString();
    }
}
