package dev.caravan.verifier.code;

import dev.caravan.verifier.code.run.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the program in a text: the last fenced block (three or more backticks or tildes) or, without one, all of it. What precedes the last
 * {@code </think>} is not looked at. A block that is never closed ends with the text.
 */
final class ProgramText {

    private static final String THOUGHT = "</think>";

    private ProgramText() {}

    /** The program of a completion. */
    static String of(String completion) {
        int thought = completion.lastIndexOf(THOUGHT);
        String text = thought < 0 ? completion : completion.substring(thought + THOUGHT.length());
        String block = lastBlock(text);
        return block == null ? text : block;
    }

    /**
     * The code that a function is to be completed in: the prompt's last fenced block, or the prompt itself if it is code, provided that it
     * opens the definition of the function; empty otherwise.
     */
    static String codePrompt(String prompt, Dialect dialect, String function) {
        String block = lastBlock(prompt);
        String code = block == null ? prompt : block;
        return dialect.opens(code, function) ? code : "";
    }

    private static @Nullable String lastBlock(String text) {
        String last = null;
        Fence open = null;
        List<String> body = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            if (open == null) {
                open = Fence.opening(line);
            } else if (open.closedBy(line)) {
                last = joined(body);
                body.clear();
                open = null;
            } else {
                body.add(open.outdented(line));
            }
            from = end < 0 ? text.length() + 1 : end + 1;
        }
        return open != null && !body.isEmpty() ? joined(body) : last;
    }

    private static String joined(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private record Fence(char mark, int length, int indent) {

        static @Nullable Fence opening(String line) {
            int indent = indent(line);
            char mark = indent < line.length() ? line.charAt(indent) : ' ';
            if (mark != '`' && mark != '~') {
                return null;
            }
            int length = run(line, indent, mark);
            // Three backticks with another after them in the same line are code within a sentence.
            boolean inline = mark == '`' && line.indexOf('`', indent + length) >= 0;
            return length < 3 || inline ? null : new Fence(mark, length, indent);
        }

        boolean closedBy(String line) {
            int indent = indent(line);
            int run = run(line, indent, mark);
            return run >= length && line.substring(indent + run).isBlank();
        }

        String outdented(String line) {
            return line.substring(Math.min(indent, indent(line)));
        }

        private static int indent(String line) {
            int i = 0;
            while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
                i++;
            }
            return i;
        }

        private static int run(String line, int from, char mark) {
            int i = from;
            while (i < line.length() && line.charAt(i) == mark) {
                i++;
            }
            return i - from;
        }
    }
}
