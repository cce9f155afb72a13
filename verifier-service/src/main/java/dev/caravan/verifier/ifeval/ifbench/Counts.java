package dev.caravan.verifier.ifeval.ifbench;

import dev.caravan.verifier.ifeval.instruction.Amount;
import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.Phrase;
import dev.caravan.verifier.ifeval.text.PythonText;
import dev.caravan.verifier.ifeval.text.WordTokenizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code count:*} and {@code ratio:*} of words and characters. */
final class Counts {

    private static final Set<String> CONJUNCTIONS = Set.of("and", "but", "for", "nor", "or", "so", "yet");

    private Counts() {}

    static Map<String, Function<Arguments, Instruction>> types(WordTokenizer words) {
        return Map.ofEntries(
                Map.entry("count:word_count_range", Counts::wordRange),
                Map.entry("count:unique_word_count", Counts::uniqueWords),
                Map.entry("count:conjunctions", Counts::conjunctions),
                Map.entry("count:person_names", Counts::names),
                Map.entry("count:numbers", Counts::numbers),
                Map.entry("count:punctuation", Counts::punctuation),
                Map.entry("count:words_japanese", Counts::japanese),
                Map.entry("count:pronouns", arguments -> pronouns(arguments, words)),
                Map.entry("count:keywords_multiple", Counts::keywords),
                Map.entry("ratio:stop_words", Counts::stopWords),
                Map.entry("ratio:overlap", Counts::overlap));
    }

    private static Instruction wordRange(Arguments arguments) {
        int least = arguments.number("min_words");
        int most = arguments.number("max_words", least);
        return response -> {
            int words = PythonText.words(response).size();
            return words >= least && words <= most
                    ? Optional.empty()
                    : Optional.of(words + " words, not " + least + " to " + most);
        };
    }

    private static Instruction uniqueWords(Arguments arguments) {
        return Instruction.counting(
                "different words",
                Amount.atLeast(arguments.number("N")),
                response -> (int) PythonText.split(PythonText.lower(response)).stream()
                        .map(PythonText::bare)
                        .distinct()
                        .count());
    }

    /** Different as written, so that {@code And} and {@code and,} are two. */
    private static Instruction conjunctions(Arguments arguments) {
        return Instruction.counting(
                "conjunctions",
                Amount.atLeast(arguments.number("small_n")),
                response -> (int) PythonText.split(response).stream()
                        .filter(word -> CONJUNCTIONS.contains(PythonText.lower(PythonText.bare(word))))
                        .distinct()
                        .count());
    }

    private static Instruction names(Arguments arguments) {
        List<Phrase> names =
                Lists.NAMES.stream().map(name -> Phrase.plainWord(name, false)).toList();
        return Instruction.counting("of the names", Amount.atLeast(arguments.number("N")), response ->
                (int) names.stream().filter(name -> name.isIn(response)).count());
    }

    private static Instruction numbers(Arguments arguments) {
        return Instruction.counting("numbers", Amount.exactly(arguments.number("N")), response -> PythonText.runs(
                        PythonText.withoutPunctuation(response), Character::isDigit)
                .size());
    }

    private static Instruction punctuation(Arguments arguments) {
        return response -> {
            if (!response.contains("!?") && !response.contains("?!") && response.indexOf('‽') < 0) {
                return Optional.of("has no interrobang");
            }
            String rest = without(response, response.contains("?!") ? "?!" : "!?");
            return Arrays.stream(".,!?;:".split(""))
                    .filter(mark -> !rest.contains(mark))
                    .findFirst()
                    .map(mark -> "lacks " + mark);
        };
    }

    private static String without(String text, String first) {
        int at = text.indexOf(first);
        return at < 0 ? text : text.substring(0, at) + text.substring(at + first.length());
    }

    private static Instruction japanese(Arguments arguments) {
        int nth = arguments.number("N", 1);
        return response -> {
            List<String> words = PythonText.split(response);
            for (int i = nth - 1; i < words.size(); i += nth) {
                String word = PythonText.bare(words.get(i));
                if (!word.isEmpty()
                        && !word.codePoints().allMatch(Counts::isDigit)
                        && word.chars().noneMatch(Counts::isJapanese)) {
                    return Optional.of("word " + (i + 1) + " is not Japanese");
                }
            }
            return Optional.empty();
        };
    }

    /** {@code str.isdigit}: also superscripts and subscripts. */
    private static boolean isDigit(int c) {
        return Character.isDigit(c) || "¹²³⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉".indexOf(c) >= 0;
    }

    private static boolean isJapanese(int c) {
        return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x4e00 && c <= 0x9fff);
    }

    private static Instruction pronouns(Arguments arguments, WordTokenizer words) {
        return Instruction.counting(
                "pronouns",
                Amount.atLeast(arguments.number("N")),
                response -> (int) words.tokens(PythonText.lower(response.replace('/', ' '))).stream()
                        .filter(Lists.PRONOUNS::contains)
                        .count());
    }

    private static Instruction keywords(Arguments arguments) {
        Map<String, Integer> counts = new HashMap<>();
        int[] times = {1, 2, 3, 5, 7};
        for (int i = 0; i < times.length; i++) {
            counts.put(PythonText.lower(arguments.word("keyword" + (i + 1))), times[i]);
        }
        return response -> {
            String text = PythonText.lower(response);
            return counts.entrySet().stream()
                    .filter(entry -> PythonText.count(text, entry.getKey()) != entry.getValue())
                    .findFirst()
                    .map(entry -> "not " + entry.getValue() + " times '" + entry.getKey() + "'");
        };
    }

    private static Instruction stopWords(Arguments arguments) {
        double most = arguments.decimal("percentage");
        return response -> {
            List<String> words = PythonText.words(response);
            long stops = words.stream()
                    .filter(word -> Lists.STOP_WORDS.contains(PythonText.lower(word)))
                    .count();
            double share = (double) stops / words.size() * 100;
            return share <= most ? Optional.empty() : Optional.of("stop words are more than " + most + " %");
        };
    }

    /** Of the response's different character trigrams, the share that the reference text has too, within two points. */
    private static Instruction overlap(Arguments arguments) {
        double asked = arguments.decimal("percentage");
        Set<Long> reference = new HashSet<>();
        for (long gram : trigrams(arguments.text("reference_text"))) {
            reference.add(gram);
        }
        return response -> {
            long[] grams = trigrams(response);
            double share =
                    (double) Arrays.stream(grams).filter(reference::contains).count() / grams.length * 100;
            return asked - 2 <= share && share <= asked + 2
                    ? Optional.empty()
                    : Optional.of("the trigram overlap is " + Math.round(share) + " %, not " + asked);
        };
    }

    private static long[] trigrams(String text) {
        int[] points = text.codePoints().toArray();
        long[] grams = new long[Math.max(0, points.length - 2)];
        for (int i = 0; i < grams.length; i++) {
            grams[i] = (long) points[i] << 42 | (long) points[i + 1] << 21 | points[i + 2];
        }
        Arrays.sort(grams);
        int different = 0;
        for (int i = 0; i < grams.length; i++) {
            if (i == 0 || grams[i] != grams[i - 1]) {
                grams[different++] = grams[i];
            }
        }
        return Arrays.copyOf(grams, different);
    }
}
