package dev.caravan.verifier.ifeval.ifbench;

import dev.caravan.verifier.ifeval.instruction.Amount;
import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.Emoji;
import dev.caravan.verifier.ifeval.text.PythonText;
import dev.caravan.verifier.ifeval.text.SentenceSplitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code format:*} that is about marks within the text. */
final class Formats {

    private static final int DEPTH = 5;
    private static final int QUOTE_DEPTH = 3;

    private Formats() {}

    static Map<String, Function<Arguments, Instruction>> types(SentenceSplitter sentences) {
        return Map.ofEntries(
                Map.entry(
                        "format:parentheses",
                        arguments -> Instruction.of("brackets are not five deep", Formats::areDeep)),
                Map.entry(
                        "format:quotes",
                        arguments -> Instruction.of("quotes are not three deep", Formats::quotesAreDeep)),
                Map.entry("format:options", Formats::options),
                Map.entry(
                        "format:emoji",
                        arguments -> Instruction.of(
                                "a sentence does not end with an emoji",
                                response -> endWithEmoji(sentences.split(response)))),
                Map.entry(
                        "format:quote_unquote",
                        arguments -> Instruction.of(
                                "a quotation without an explanation behind it", Formats::explainsQuotes)),
                Map.entry("format:list", Formats::list),
                Map.entry("format:thesis", arguments -> Instruction.of("has no thesis in italics", Formats::hasThesis)),
                Map.entry(
                        "format:output_template",
                        arguments -> Instruction.of("not in the template", response -> Stream.of(
                                        "My Answer:", "My Conclusion:", "Future Outlook:")
                                .allMatch(response::contains))),
                Map.entry(
                        "format:no_whitespace",
                        arguments -> Instruction.of(
                                "has white space", response -> response.chars().noneMatch(PythonText::isSpace))));
    }

    private static boolean areDeep(String response) {
        Deque<Character> open = new ArrayDeque<>();
        int deepest = 0;
        for (int i = 0; i < response.length(); i++) {
            char c = response.charAt(i);
            int closing = ")]}".indexOf(c);
            if ("([{".indexOf(c) >= 0) {
                open.push(c);
                deepest = Math.max(deepest, open.size());
            } else if (closing >= 0) {
                if (!open.isEmpty() && open.peek() == "([{".charAt(closing)) {
                    open.pop();
                    if (deepest >= DEPTH) {
                        return true;
                    }
                } else {
                    open.clear();
                    deepest = 0;
                }
            }
        }
        return false;
    }

    private static boolean quotesAreDeep(String response) {
        Deque<Character> open = new ArrayDeque<>();
        int deepest = 0;
        for (int i = 0; i < response.length(); i++) {
            char c = response.charAt(i);
            if (!open.isEmpty() && open.peek() == c) {
                open.pop();
                if (deepest - open.size() >= QUOTE_DEPTH) {
                    return true;
                }
            } else if (c == '"' || c == '\'') {
                open.push(c);
                deepest = Math.max(deepest, open.size());
            }
        }
        return false;
    }

    /** Lettered options must be given as written, words may have other case and marks around them. */
    private static Instruction options(Arguments arguments) {
        String written = arguments.text("options");
        boolean letters = PythonText.lower(written)
                .codePoints()
                .filter(PythonText::isWord)
                .limit(3)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .equals("abc");
        String separator = written.contains("/") ? "/" : written.contains("or") ? "or" : ",";
        List<String> options = PythonText.split(written, separator).stream()
                .map(PythonText::strip)
                .toList();
        return Instruction.of(
                "is none of " + options,
                response -> letters
                        ? options.contains(response)
                        : options.stream().anyMatch(option -> PythonText.lower(PythonText.bare(option))
                                .equals(PythonText.lower(PythonText.bare(response)))));
    }

    private static boolean endWithEmoji(List<String> sentences) {
        for (int i = 0; i < sentences.size(); i++) {
            int[] text = marks(sentences.get(i));
            if (text.length == 0) {
                return false;
            }
            int last = text[text.length - 1];
            int before = text[Math.max(0, text.length - 2)];
            if (!Emoji.isEmoji(last) && !Emoji.isEmoji(before)) {
                int[] next = i + 1 < sentences.size() ? marks(sentences.get(i + 1)) : new int[0];
                if (next.length == 0 || !Emoji.isEmoji(next[0])) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int[] marks(String sentence) {
        return PythonText.strip(PythonText.withoutPunctuation(sentence))
                .codePoints()
                .toArray();
    }

    private static boolean explainsQuotes(String response) {
        String text = String.join("", PythonText.split(response.replace("'\"'", "")));
        String marks = "0123456789" + PythonText.PUNCTUATION.replace("\"", "");
        return !text.contains("\"\"") && !PythonText.strip(text, marks).endsWith("\"");
    }

    private static Instruction list(Arguments arguments) {
        String separator = arguments.text("sep");
        return Instruction.counting(
                "times '" + separator + "'", Amount.atLeast(2), response -> PythonText.count(response, separator));
    }

    private static boolean hasThesis(String response) {
        int open = first(response, 0, "<i>", "<em>").orElse(-1);
        int close = open < 0 ? -1 : first(response, open, "</i>", "</em>").orElse(-1);
        return close >= 0
                && !PythonText.isBlank(response.substring(Math.min(open + 3, close), close))
                && !PythonText.isBlank(response.substring(Math.min(close + 4, response.length())));
    }

    private static Optional<Integer> first(String text, int from, String mark, String otherwise) {
        int at = text.indexOf(mark, from);
        at = at >= 0 ? at : text.indexOf(otherwise, from);
        return at >= 0 ? Optional.of(at) : Optional.empty();
    }
}
