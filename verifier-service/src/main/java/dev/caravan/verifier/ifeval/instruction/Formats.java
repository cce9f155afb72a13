package dev.caravan.verifier.ifeval.instruction;

import dev.caravan.verifier.ifeval.text.JsonText;
import dev.caravan.verifier.ifeval.text.Phrase;
import dev.caravan.verifier.ifeval.text.PythonText;
import java.util.List;

/** Marks of form: placeholders, bullets, highlights, sections, titles, JSON. */
final class Formats {

    private Formats() {}

    static Instruction placeholders(Arguments arguments) {
        Amount amount = Amount.atLeast(arguments.number("num_placeholders"));
        return Instruction.counting("placeholders", amount, response -> pairs(response, '[', ']'));
    }

    /** Stretches of a line from an opening mark to the next closing one. */
    static int pairs(String text, char open, char close) {
        int count = 0;
        for (int at = text.indexOf(open); at >= 0; at = text.indexOf(open, at)) {
            int end = at + 1;
            while (end < text.length() && text.charAt(end) != close && text.charAt(end) != '\n') {
                end++;
            }
            if (end < text.length() && text.charAt(end) == close) {
                count++;
                end++;
            }
            at = end;
        }
        return count;
    }

    static Instruction bullets(Arguments arguments) {
        Amount amount = Amount.exactly(arguments.number("num_bullets"));
        return Instruction.counting("bullets", amount, response -> bullets(response, '*') + bullets(response, '-'));
    }

    /**
     * Lines that start with a mark behind any white space, blank lines included; a star must be followed by something other than a star,
     * which may be the line's end: then the next line belongs to the bullet.
     */
    private static int bullets(String text, char mark) {
        int count = 0;
        for (int line = 0; line >= 0 && line <= text.length(); ) {
            int at = line;
            while (at < text.length() && PythonText.isSpace(text.charAt(at))) {
                at++;
            }
            boolean bullet = at < text.length()
                    && text.charAt(at) == mark
                    && (mark == '-' || (at + 1 < text.length() && text.charAt(at + 1) != '*'));
            if (bullet) {
                count++;
                at += mark == '-' ? 1 : 2;
            }
            int end = text.indexOf('\n', at);
            line = end < 0 ? -1 : end + 1;
        }
        return count;
    }

    static Instruction highlights(Arguments arguments) {
        Amount amount = Amount.atLeast(arguments.number("num_highlights"));
        return Instruction.counting(
                "highlights", amount, response -> highlights(response, "*") + highlights(response, "**"));
    }

    /** Stretches within a line between two marks, without a star and not blank. */
    private static int highlights(String text, String mark) {
        int count = 0;
        int at = text.indexOf(mark);
        while (at >= 0) {
            int start = at + mark.length();
            int end = start;
            while (end < text.length() && text.charAt(end) != '*' && text.charAt(end) != '\n') {
                end++;
            }
            if (text.startsWith(mark, end)) {
                count += PythonText.isBlank(text.substring(start, end)) ? 0 : 1;
                at = text.indexOf(mark, end + mark.length());
            } else {
                at = text.indexOf(mark, at + 1);
            }
        }
        return count;
    }

    static Instruction sections(Arguments arguments) {
        String splitter = arguments.word("section_spliter");
        Amount amount = Amount.atLeast(arguments.number("num_sections"));
        if (!Phrase.exact(splitter).isPlain()) {
            throw arguments.problem(
                    "argument 'section_spliter' must have no operator of regular expressions: " + splitter);
        }
        return Instruction.counting("sections", amount, response -> sections(response, splitter));
    }

    /** The word with one or no space and a number behind it. */
    private static int sections(String text, String word) {
        int count = 0;
        for (int at = text.indexOf(word); at >= 0; ) {
            int digits = at + word.length();
            if (digits < text.length() && PythonText.isSpace(text.charAt(digits))) {
                digits++;
            }
            int end = digits;
            while (end < text.length() && Character.isDigit(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            count += end > digits ? 1 : 0;
            at = text.indexOf(word, end > digits ? end : at + 1);
        }
        return count;
    }

    static Instruction title(Arguments arguments) {
        return Instruction.of("has no <<title>>", response -> PythonText.split(response, "\n").stream()
                .anyMatch(Formats::hasTitle));
    }

    private static boolean hasTitle(String line) {
        int open = line.indexOf("<<");
        int close = line.lastIndexOf(">>");
        if (open < 0 || close < open + 3) {
            return false;
        }
        String title = line.substring(open, close + 2);
        return !PythonText.isBlank(PythonText.rstrip(PythonText.lstrip(title, "<"), ">"));
    }

    static Instruction json(Arguments arguments) {
        return Instruction.of("is not JSON", response -> JsonText.isJson(unfenced(response)));
    }

    private static String unfenced(String response) {
        String text = PythonText.strip(response);
        for (String fence : List.of("```json", "```Json", "```JSON", "```")) {
            text = text.startsWith(fence) ? text.substring(fence.length()) : text;
        }
        return PythonText.strip(text.endsWith("```") ? text.substring(0, text.length() - 3) : text);
    }
}
