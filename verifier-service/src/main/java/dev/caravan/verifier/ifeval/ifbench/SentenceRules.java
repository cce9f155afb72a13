package dev.caravan.verifier.ifeval.ifbench;

import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.Phrase;
import dev.caravan.verifier.ifeval.text.PythonText;
import dev.caravan.verifier.ifeval.text.SentenceSplitter;
import dev.caravan.verifier.ifeval.text.TextAnalysis;
import dev.caravan.verifier.ifeval.text.WordTokenizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Rules on one sentence after the other. */
final class SentenceRules {

    private final SentenceSplitter sentences;

    private final WordTokenizer words;

    private SentenceRules(TextAnalysis analysis) {
        sentences = analysis.sentences();
        words = analysis.words();
    }

    static Map<String, Function<Arguments, Instruction>> types(TextAnalysis analysis) {
        SentenceRules rules = new SentenceRules(analysis);
        return Map.ofEntries(
                Map.entry("ratio:sentence_type", rules::types),
                Map.entry("ratio:sentence_balance", rules::balance),
                Map.entry("ratio:sentence_words", rules::equalLengths),
                Map.entry("sentence:alliteration_increment", rules::alliteration),
                Map.entry("sentence:keyword", rules::keyword),
                Map.entry("sentence:increment", rules::increment),
                Map.entry("words:keywords_specific_position", rules::keywordPosition),
                Map.entry("words:last_first", rules::chained));
    }

    private static long ending(List<String> sentences, String mark) {
        return sentences.stream().filter(sentence -> sentence.endsWith(mark)).count();
    }

    private Instruction types(Arguments arguments) {
        return Instruction.of("not two statements for each question", response -> {
            List<String> all = sentences.split(response);
            return ending(all, ".") == 2 * ending(all, "?");
        });
    }

    private Instruction balance(Arguments arguments) {
        return Instruction.of("not as many statements as questions and exclamations", response -> {
            List<String> all = sentences.split(response);
            return ending(all, ".") == ending(all, "?") && ending(all, "?") == ending(all, "!");
        });
    }

    private Instruction equalLengths(Arguments arguments) {
        return Instruction.of("not three sentences of the same length", response -> {
            List<String> all = sentences.split(response);
            return all.size() == 3
                    && all.stream()
                                    .map(sentence -> PythonText.length(PythonText.strip(sentence)))
                                    .distinct()
                                    .count()
                            == 1;
        });
    }

    private Instruction alliteration(Arguments arguments) {
        return response -> {
            int previous = -1;
            for (String sentence : sentences.split(response)) {
                int alliterating = alliterating(sentence);
                if (alliterating <= previous) {
                    return Optional.of(
                            "a sentence has " + alliterating + " alliterating words after one with " + previous);
                }
                previous = alliterating;
            }
            return Optional.empty();
        };
    }

    private static int alliterating(String sentence) {
        List<String> words = PythonText.split(PythonText.lower(sentence)).stream()
                .map(word -> PythonText.lstrip(word, PythonText.PUNCTUATION + " "))
                .filter(word -> !word.isEmpty())
                .toList();
        int count = 0;
        boolean before = false;
        for (int i = 0; i + 1 < words.size(); i++) {
            boolean alliterates =
                    words.get(i).codePointAt(0) == words.get(i + 1).codePointAt(0);
            count += !alliterates ? 0 : before ? 1 : 2;
            before = alliterates;
        }
        return count;
    }

    private Instruction keyword(Arguments arguments) {
        String word = arguments.text("word");
        int nth = arguments.number("N", 1);
        Phrase phrase = Phrase.plainWord(word, true);
        return Instruction.of("sentence " + nth + " lacks '" + word + "'", response -> {
            List<String> all = sentences.split(response);
            return all.size() >= nth && phrase.isIn(all.get(nth - 1));
        });
    }

    private Instruction keywordPosition(Arguments arguments) {
        String keyword = PythonText.lower(arguments.word("keyword"));
        int sentence = arguments.number("n", 1);
        int word = arguments.number("m", 1);
        return Instruction.of("word " + word + " of sentence " + sentence + " is not '" + keyword + "'", response -> {
            List<String> all = sentences.split(response);
            if (all.size() < sentence) {
                return false;
            }
            List<String> tokens = words.tokens(all.get(sentence - 1)).stream()
                    .filter(token -> token.codePoints().anyMatch(PythonText::isAlnum))
                    .toList();
            return tokens.size() >= word
                    && PythonText.lower(tokens.get(word - 1)).equals(keyword);
        });
    }

    private Instruction increment(Arguments arguments) {
        int more = arguments.number("small_n");
        return response -> {
            int previous = -1;
            for (String sentence : sentences.split(response)) {
                int words = PythonText.split(PythonText.withoutPunctuation(sentence))
                        .size();
                if (previous >= 0 && words != previous + more) {
                    return Optional.of("a sentence of " + words + " words after one of " + previous);
                }
                previous = words;
            }
            return Optional.empty();
        };
    }

    private Instruction chained(Arguments arguments) {
        return Instruction.of("a sentence does not start with the last word of the one before", response -> {
            List<String> all = sentences.split(response);
            for (int i = 0; i + 1 < all.size(); i++) {
                List<String> before = PythonText.split(PythonText.rstrip(all.get(i), PythonText.PUNCTUATION + " "));
                List<String> after = PythonText.split(PythonText.lstrip(all.get(i + 1), PythonText.PUNCTUATION + " "));
                if (before.isEmpty()
                        || after.isEmpty()
                        || !PythonText.lower(before.get(before.size() - 1)).equals(PythonText.lower(after.get(0)))) {
                    return false;
                }
            }
            return true;
        });
    }
}
