package dev.caravan.verifier.ifeval.openinstruct;

import dev.caravan.verifier.ifeval.instruction.Amount;
import dev.caravan.verifier.ifeval.instruction.Amount.Relation;
import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.Phrase;
import dev.caravan.verifier.ifeval.text.PythonText;
import dev.caravan.verifier.ifeval.text.TextAnalysis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Of the 29 types that open-instruct's {@code IFEvalG} adds to IFEval's the 24 that need none of its own rules for sentences, by id. */
public final class Extras {

    /** These need the rules. */
    public static final Set<String> UNSUPPORTED = Set.of(
            "detectable_format:sentence_hyphens",
            "first_word:first_word_sent",
            "last_word:last_word_sent",
            "count:counting_composition",
            "keywords:keyword_specific_position");

    private Extras() {}

    public static Map<String, Function<Arguments, Instruction>> types(TextAnalysis analysis) {
        Map<String, Function<Arguments, Instruction>> types = new HashMap<>(Copies.types());
        types.putAll(Positions.types(analysis.words()));
        types.put("detectable_format:square_brackets", type("a word is not in square brackets", Extras::isBracketed));
        types.put("detectable_format:bigram_wrapping", type("a pair of words is not in <<>>", Extras::isWrapped));
        types.put(
                "keywords:no_adjacent_consecutive",
                type("two words start with letters that follow one another", Extras::jumps));
        types.put("keywords:word_once", Extras::once);
        types.put("keywords:word_count_different_numbers", Extras::frequency);
        types.put("keywords:exclude_word_harder", Extras::excluded);
        types.put("keywords:palindrome", type("has no palindrome", Extras::hasPalindrome));
        types.put("paragraphs:paragraphs", arguments -> twoParagraphs("***"));
        types.put("paragraphs:paragraphs2", arguments -> twoParagraphs("\n\n"));
        types.put("punctuation:punctuation_dot", type("has a dot", response -> response.indexOf('.') < 0));
        types.put(
                "punctuation:punctuation_exclamation",
                type("has an exclamation mark", response -> response.indexOf('!') < 0));
        types.put("count:lowercase_counting", Extras::lowerCaseWords);
        types.put("letters:letter_counting", Extras::letters);
        types.put("letters:letter_counting2", Extras::letter);
        types.put("count:count_unique", type("a word is repeated", response -> {
            List<String> words = analysis.words().tokens(response);
            return words.stream().distinct().count() == words.size();
        }));
        types.put("count:count_increment_word", Extras::incrementing);
        return types;
    }

    private static Function<Arguments, Instruction> type(String fault, Predicate<String> followed) {
        return arguments -> Instruction.of(fault, followed);
    }

    private static boolean isBracketed(String response) {
        return PythonText.split(response).stream().allMatch(word -> word.startsWith("[") && word.endsWith("]"));
    }

    private static boolean isWrapped(String response) {
        List<String> words = PythonText.split(response);
        for (int i = 0; i + 1 < words.size(); i += 2) {
            if (!words.get(i).startsWith("<<") || !words.get(i + 1).endsWith(">>")) {
                return false;
            }
        }
        return true;
    }

    private static boolean jumps(String response) {
        List<String> words = PythonText.split(response);
        for (int i = 0; i + 1 < words.size(); i++) {
            String first = first(words.get(i));
            String second = first(words.get(i + 1));
            boolean single = PythonText.length(first) == 1 && PythonText.length(second) == 1;
            if (!single || second.codePointAt(0) - first.codePointAt(0) == 1) {
                return false;
            }
        }
        return true;
    }

    private static String first(String word) {
        return PythonText.lower(Character.toString(word.codePointAt(0)));
    }

    private static Instruction once(Arguments arguments) {
        String keyword = arguments.word("keyword");
        return Instruction.counting("times '" + keyword + "'", Amount.exactly(1), Phrase.ignoringCase(keyword)::count);
    }

    private static Instruction frequency(Arguments arguments) {
        String keyword = arguments.word("keyword");
        Amount amount = arguments.amount("frequency", "relation", Relation.LESS_THAN, Relation.AT_LEAST);
        return Instruction.counting("times '" + keyword + "'", amount, Phrase.ignoringCase(keyword)::count);
    }

    private static Instruction excluded(Arguments arguments) {
        String keyword = arguments.word("keyword");
        arguments.has("instruction"); // what the keyword was drawn from
        return Instruction.of(
                "has the forbidden '" + keyword + "'", response -> !response.contains(" " + keyword + " "));
    }

    /** A word of one letter is one, as in the reference. */
    private static boolean hasPalindrome(String response) {
        return PythonText.split(response).stream()
                .anyMatch(word -> new StringBuilder(word).reverse().toString().equals(word));
    }

    private static Instruction twoParagraphs(String divider) {
        return Instruction.of("not two paragraphs", response -> {
            List<String> parts = PythonText.split(response, divider);
            int blank = (int) parts.stream().filter(PythonText::isBlank).count();
            int atEnds = (PythonText.isBlank(parts.get(0)) ? 1 : 0)
                    + (parts.size() > 1 && PythonText.isBlank(parts.get(parts.size() - 1)) ? 1 : 0);
            return blank == atEnds && parts.size() - blank == 2;
        });
    }

    private static Instruction lowerCaseWords(Arguments arguments) {
        IntPredicate lower = c -> c >= 'a' && c <= 'z';
        return Instruction.counting(
                "words in lower case",
                Amount.atMost(arguments.number("N")),
                response -> (int) PythonText.words(response).stream()
                        .filter(word -> word.chars().allMatch(lower))
                        .count());
    }

    private static Instruction letters(Arguments arguments) {
        Amount amount = arguments.amount("N", "relation", Relation.LESS_THAN, Relation.AT_LEAST);
        return Instruction.counting("letters", amount, response -> (int) response.chars()
                .filter(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
                .count());
    }

    private static Instruction letter(Arguments arguments) {
        String letter = PythonText.lower(arguments.word("letter"));
        Amount amount = arguments.amount("let_frequency", "let_relation", Relation.LESS_THAN, Relation.AT_LEAST);
        return Instruction.counting(
                "times the letter '" + letter + "'",
                amount,
                response -> PythonText.count(PythonText.lower(response), letter));
    }

    private static Instruction incrementing(Arguments arguments) {
        String first = arguments.word("keyword1");
        String second = arguments.word("keyword2");
        Phrase once = Phrase.ignoringCase(first);
        Phrase twice = Phrase.ignoringCase(second);
        return Instruction.of(
                "not once '" + first + "' and twice '" + second + "'",
                response -> once.count(response) == 1 && twice.count(response) == 2);
    }
}
