package dev.caravan.verifier.ifeval.ifbench;

import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.PythonText;
import dev.caravan.verifier.ifeval.text.SentenceSplitter;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code custom:*}: tasks of which IFBench has one prompt each, and {@code format:no_bullets_bullets}. */
final class Customs {

    private static final List<String> MULTIPLES = List.of("14", "21", "28", "35", "42", "49");

    private final SentenceSplitter sentences;

    private Customs(SentenceSplitter sentences) {
        this.sentences = sentences;
    }

    static Map<String, Function<Arguments, Instruction>> types(SentenceSplitter sentences) {
        Customs customs = new Customs(sentences);
        return Map.ofEntries(
                type("custom:multiples", "not the multiples of 7 from 14 to 49", Customs::areMultiples),
                type(
                        "custom:mcq_count_length",
                        "not four longer and longer questions with five options",
                        Questions::areFour),
                type(
                        "custom:reverse_newline",
                        "not the countries of Africa from Zimbabwe on",
                        Customs::areReversedLines),
                type("custom:word_reverse", "not the answer with its words in reverse", customs::isReversedAnswer),
                type(
                        "custom:character_reverse",
                        "not the answer with its letters in reverse",
                        response -> PythonText.lower(response).contains("elgae dlab")),
                type("custom:sentence_alphabet", "not 26 sentences from A to Z", customs::isAlphabet),
                type("custom:european_capitals_sort", "not the capitals from north to south", Customs::areCapitals),
                type("custom:date_format_list", "not dates of Napoleon's time as YYYY-MM-DD", Dates::areNapoleons),
                type(
                        "format:no_bullets_bullets",
                        "not two sentences and then two bullets",
                        customs::hasSentencesThenBullets));
    }

    private static Map.Entry<String, Function<Arguments, Instruction>> type(
            String id, String fault, Predicate<String> followed) {
        return Map.entry(id, arguments -> Instruction.of(fault, followed));
    }

    private static boolean areMultiples(String response) {
        return PythonText.runs(response, Character::isDigit).equals(MULTIPLES);
    }

    private static boolean areReversedLines(String response) {
        List<String> lines = new ArrayList<>();
        for (String line : PythonText.split(response, "\n")) {
            String bare = PythonText.bare(line);
            if (!bare.isEmpty() && (!lines.isEmpty() || bare.contains("Zimbabwe"))) {
                lines.add(ascii(bare));
            }
        }
        List<String> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.reverseOrder());
        return lines.size() >= 52 && lines.equals(sorted);
    }

    /** Without accents and whatever else ASCII does not have. */
    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .chars()
                .filter(c -> c < 128)
                .forEach(c -> ascii.append((char) c));
        return ascii.toString();
    }

    private boolean isReversedAnswer(String response) {
        List<String> words = new ArrayList<>(
                PythonText.split(PythonText.withoutPunctuation(PythonText.strip(PythonText.lower(response)))));
        Collections.reverse(words);
        String answer = String.join(" ", words);
        return answer.contains("bald eagle") && sentences.split(answer).contains(answer);
    }

    private boolean isAlphabet(String response) {
        List<String> all = sentences.split(response);
        if (all.size() != 26) {
            return false;
        }
        for (int i = 0; i < 26; i++) {
            List<String> words = PythonText.split(all.get(i));
            if (words.isEmpty() || PythonText.lower(words.get(0)).codePointAt(0) != 'a' + i) {
                return false;
            }
        }
        return true;
    }

    private static boolean areCapitals(String response) {
        List<String> capitals = PythonText.split(ascii(response), ",").stream()
                .map(PythonText::strip)
                .filter(capital -> !capital.isEmpty())
                .toList();
        return capitals.equals(Lists.CAPITALS);
    }

    private boolean hasSentencesThenBullets(String response) {
        boolean text = true;
        int before = 0;
        int bullets = 0;
        for (String line : PythonText.split(response, "\n")) {
            String content = PythonText.strip(line);
            if (content.startsWith("*")) {
                text = false;
                if (before < 2) {
                    return false;
                }
                bullets++;
            } else if (text) {
                int count = sentences.count(content);
                text = count > 0; // a blank line ends the text, as in the reference
                before += count;
            } else {
                return false;
            }
        }
        return bullets >= 2;
    }
}
