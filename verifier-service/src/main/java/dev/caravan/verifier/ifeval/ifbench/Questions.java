package dev.caravan.verifier.ifeval.ifbench;

import dev.caravan.verifier.ifeval.text.PythonText;
import java.util.ArrayList;
import java.util.List;

/** {@code custom:mcq_count_length}. */
final class Questions {

    private static final String LABEL = "Question ";
    private static final int OPTIONS = 5;

    private Questions() {}

    /** Four questions with five options each, each longer than the one before, and nothing before the first. */
    static boolean areFour(String response) {
        if (!response.startsWith("Question")) {
            return false;
        }
        List<String> questions = questions(response);
        int previous = -1;
        for (String question : questions) {
            int length = length(question);
            if (length <= previous) {
                return false;
            }
            previous = length;
        }
        return questions.size() == 4;
    }

    /** What lies between labels: the word, a number, perhaps a mark. */
    private static List<String> questions(String text) {
        List<String> questions = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(LABEL); at >= 0; ) {
            int end = at + LABEL.length();
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            if (end > at + LABEL.length()) {
                questions.add(PythonText.strip(text.substring(from, at)));
                end += end < text.length() && ".|):;".indexOf(text.charAt(end)) >= 0 ? 1 : 0;
                from = end;
            }
            at = text.indexOf(LABEL, end);
        }
        questions.add(PythonText.strip(text.substring(from)));
        questions.removeIf(String::isEmpty);
        return questions;
    }

    /** Of the lines before the first option, joined; -1 if there are not five options. */
    private static int length(String question) {
        StringBuilder text = new StringBuilder();
        int options = 0;
        for (String line : PythonText.split(question, "\n")) {
            String content = PythonText.strip(line);
            if (isOption(content)) {
                options++;
            } else if (options == 0) {
                text.append(' ').append(content);
            }
        }
        return options == OPTIONS ? PythonText.length(PythonText.strip(text.toString())) : -1;
    }

    private static boolean isOption(String line) {
        if (line.length() < 3 || "ABCDEabcde".indexOf(line.charAt(0)) < 0 || ".|)".indexOf(line.charAt(1)) < 0) {
            return false;
        }
        String answer = PythonText.strip(line.substring(2));
        return !answer.isEmpty() && PythonText.isWord(answer.codePointAt(0));
    }
}
