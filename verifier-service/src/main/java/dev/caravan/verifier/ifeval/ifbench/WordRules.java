package dev.caravan.verifier.ifeval.ifbench;

import dev.caravan.verifier.ifeval.instruction.Amount;
import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.PythonText;
import dev.caravan.verifier.ifeval.text.WordTokenizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code words:*}: rules on every word, or one word after the other. */
final class WordRules {

    private static final Set<Integer> PRIMES =
            Set.of(2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97);
    private static final String CONSONANTS = "bcdfghjklmnpqrstvwxyz";

    private WordRules() {}

    static Map<String, Function<Arguments, Instruction>> types(WordTokenizer words) {
        return Map.ofEntries(
                Map.entry(
                        "words:alphabet",
                        arguments -> Instruction.of("not in the order of the alphabet", WordRules::inAlphabet)),
                Map.entry(
                        "words:vowel",
                        arguments -> Instruction.of("more than three vowels, or lines", WordRules::fewVowels)),
                Map.entry("words:consonants", WordRules::consonants),
                Map.entry("words:palindrome", WordRules::palindromes),
                Map.entry("words:prime_lengths", WordRules::primeLengths),
                Map.entry("words:repeats", WordRules::repeats),
                Map.entry("words:no_consecutive", WordRules::firstLetters),
                Map.entry("words:paragraph_last_first", WordRules::paragraphs),
                Map.entry(
                        "format:title_case",
                        arguments -> Instruction.of("not in title case", response -> words.tokens(response).stream()
                                .allMatch(WordRules::isTitle))),
                Map.entry("words:words_position", arguments -> secondWords(arguments, words)));
    }

    private static List<String> bareWords(String text) {
        return PythonText.split(PythonText.withoutPunctuation(PythonText.lower(text)));
    }

    private static boolean inAlphabet(String response) {
        List<String> words = PythonText.split(PythonText.withoutPunctuation(response));
        if (words.isEmpty()) {
            return false;
        }
        int letter = PythonText.lower(words.get(0)).codePointAt(0) - 'a';
        if (letter < 0 || letter > 25) {
            return false;
        }
        for (String word : words.subList(1, words.size())) {
            letter = (letter + 1) % 26;
            if (PythonText.lower(word).codePointAt(0) != 'a' + letter) {
                return false;
            }
        }
        return true;
    }

    private static boolean fewVowels(String response) {
        String text = PythonText.lower(PythonText.strip(response));
        return text.indexOf('\n') < 0
                && "aeiou".chars().filter(vowel -> text.indexOf(vowel) >= 0).count() <= 3;
    }

    private static Instruction consonants(Arguments arguments) {
        return response -> PythonText.split(PythonText.lower(response)).stream()
                .filter(word -> !hasCluster(word))
                .findFirst()
                .map(word -> "a word has no two consonants together");
    }

    private static boolean hasCluster(String word) {
        for (int i = 0; i + 1 < word.length(); i++) {
            if (CONSONANTS.indexOf(word.charAt(i)) >= 0 && CONSONANTS.indexOf(word.charAt(i + 1)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static Instruction palindromes(Arguments arguments) {
        return Instruction.counting("palindromes", Amount.atLeast(10), response -> (int) bareWords(response).stream()
                .filter(word -> PythonText.length(word) >= 5)
                .filter(word -> new StringBuilder(word).reverse().toString().equals(word))
                .count());
    }

    private static Instruction primeLengths(Arguments arguments) {
        return response -> PythonText.split(PythonText.withoutPunctuation(response)).stream()
                .map(PythonText::length)
                .filter(length -> !PRIMES.contains(length))
                .findFirst()
                .map(length -> "a word has " + length + " letters, which is not prime");
    }

    private static Instruction repeats(Arguments arguments) {
        int most = arguments.number("small_n");
        return Instruction.of("a word comes more than " + most + " times", response -> {
            Map<String, Integer> counts = new HashMap<>();
            bareWords(response).forEach(word -> counts.merge(word, 1, Integer::sum));
            return counts.values().stream().allMatch(count -> count <= most);
        });
    }

    private static Instruction firstLetters(Arguments arguments) {
        return Instruction.of("two words in a row start with the same letter", response -> {
            List<String> words = bareWords(response);
            for (int i = 0; i + 1 < words.size(); i++) {
                if (words.get(i).codePointAt(0) == words.get(i + 1).codePointAt(0)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static Instruction paragraphs(Arguments arguments) {
        return Instruction.of(
                "a paragraph ends with another word than it starts with",
                response -> PythonText.split(response, "\n").stream().allMatch(WordRules::endsAsItStarts));
    }

    private static boolean endsAsItStarts(String paragraph) {
        List<String> words = PythonText.split(PythonText.bare(PythonText.lower(PythonText.strip(paragraph))));
        return words.isEmpty() || words.get(0).equals(words.get(words.size() - 1));
    }

    /** Whatever does not start in lower case; and, as in the reference, what goes on in both cases, such as {@code iPhone}. */
    private static boolean isTitle(String word) {
        int first = word.codePointAt(0);
        String rest = word.substring(Character.charCount(first));
        return !Character.isLetter(first)
                || !Character.isLowerCase(first)
                || !(rest.isEmpty() || PythonText.isUpper(rest) || PythonText.isLower(rest));
    }

    private static Instruction secondWords(Arguments arguments, WordTokenizer tokenizer) {
        String keyword = PythonText.lower(arguments.word("keyword"));
        String fault = "the second word and the second to last are not both '" + keyword + "'";
        return response -> {
            List<String> words = tokenizer.tokens(response);
            int last = words.size() - 1;
            boolean mark = last >= 0 && PythonText.PUNCTUATION.contains(words.get(last));
            int second = last - (mark ? 2 : 1);
            boolean followed = second >= 0
                    && last >= 1
                    && PythonText.lower(words.get(1)).equals(keyword)
                    && PythonText.lower(words.get(second)).equals(keyword);
            return followed ? Optional.empty() : Optional.of(fault);
        };
    }
}
