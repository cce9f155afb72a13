package dev.caravan.verifier.ifeval.openinstruct;

import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code copy:*} and {@code new:copy_span_idx}: the request or a part of it again. */
final class Copies {

    private Copies() {}

    static Map<String, Function<Arguments, Instruction>> types() {
        return Map.of(
                "copy:copy", Copies::copy,
                "copy:copying_simple", Copies::copy,
                "copy:copying_multiple", Copies::copies,
                "copy:repeat_phrase", Copies::phrase,
                "new:copy_span_idx", Copies::span);
    }

    private static String normal(String text) {
        return PythonText.lower(PythonText.strip(text));
    }

    private static Instruction copy(Arguments arguments) {
        String prompt = normal(arguments.text("prompt_to_repeat"));
        return Instruction.of("is not the request", response -> normal(response).equals(prompt));
    }

    private static Instruction copies(Arguments arguments) {
        String prompt = normal(arguments.text("prompt_to_repeat"));
        int times = arguments.number("N", 1);
        return Instruction.of("is not the request " + times + " times", response -> {
            List<String> parts = PythonText.split(response, "******");
            return parts.size() == times
                    && parts.stream().allMatch(part -> normal(part).equals(prompt));
        });
    }

    private static Instruction span(Arguments arguments) {
        int[] prompt = arguments.text("prompt_to_repeat").codePoints().toArray();
        int start = Math.min(arguments.number("n_start"), prompt.length);
        int end = Math.min(arguments.number("n_end"), prompt.length);
        String span = normal(new String(prompt, start, Math.max(0, end - start)));
        return Instruction.of(
                "is not '" + span + "'", response -> normal(response).equals(span));
    }

    private static Instruction phrase(Arguments arguments) {
        List<String> phrase = PythonText.split(arguments.text("phrase"));
        int times = arguments.number("small_n", 1);
        String fault = "has not " + times + " times the phrase with one word replaced";
        return Instruction.of(fault, response -> {
            List<List<String>> found = found(response, phrase.get(0), phrase.get(phrase.size() - 1));
            return found.size() == times && found.stream().allMatch(words -> differ(words, phrase) == 1);
        });
    }

    /** Stretches of a line from the first word of the phrase to the next place of its last one. */
    private static List<List<String>> found(String text, String first, String last) {
        List<List<String>> found = new ArrayList<>();
        for (String line : PythonText.split(text, "\n")) {
            int at = line.indexOf(first + " ");
            while (at >= 0) {
                int end = line.indexOf(" " + last, at + first.length() + 1);
                if (end < 0) {
                    break;
                }
                found.add(PythonText.split(line.substring(at, end + 1 + last.length())));
                at = line.indexOf(first + " ", end + 1 + last.length());
            }
        }
        return found;
    }

    private static int differ(List<String> words, List<String> phrase) {
        if (words.size() != phrase.size()) {
            return Integer.MAX_VALUE;
        }
        int different = 0;
        for (int i = 0; i < words.size(); i++) {
            different += words.get(i).equals(phrase.get(i)) ? 0 : 1;
        }
        return different;
    }
}
