package dev.caravan.verifier.math.openinstruct;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The answer format and normalisation of Lewkowycz et al. 2022, appendix D. */
final class Minerva {

    private static final String MARK = "Final Answer: The final answer is";
    private static final String END = " I hope it is correct";

    private static final List<List<String>> SUBSTITUTIONS = List.of(
            List.of("an ", ""),
            List.of("a ", ""),
            List.of(".$", "$"),
            List.of("\\$", ""),
            List.of("\\ ", ""),
            List.of(" ", ""),
            List.of("mbox", "text"),
            List.of(",\\text{and}", ","),
            List.of("\\text{and}", ","),
            List.of("\\text{m}", "\\text{}"));

    private static final List<String> REMOVED = List.of(
            "square",
            "ways",
            "integers",
            "dollars",
            "mph",
            "inches",
            "ft",
            "hours",
            "km",
            "units",
            "\\ldots",
            "sue",
            "points",
            "feet",
            "minutes",
            "digits",
            "cents",
            "degrees",
            "cm",
            "gm",
            "pounds",
            "meters",
            "meals",
            "edges",
            "students",
            "childrentickets",
            "multiples",
            "\\text{s}",
            "\\text{.}",
            "\\text{\ns}",
            "\\text{}^2",
            "\\text{}^3",
            "\\text{\n}",
            "\\text{}",
            "\\mathrm{th}",
            "^\\circ",
            "^{\\circ}",
            "\\;",
            ",\\!",
            "{,}",
            "\"",
            "\\dots");

    private Minerva() {}

    /** What stands between the fixed phrases of the format, on one line; null if the completion does not follow it. */
    static @Nullable String answer(String completion) {
        String text = completion + END.substring(1) + ".";
        for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + 1)) {
            int start = at + MARK.length();
            int lineEnd = text.indexOf('\n', start);
            lineEnd = lineEnd < 0 ? text.length() : lineEnd;
            int end = text.indexOf(END, start + 1);
            if (end >= 0 && end + END.length() < lineEnd) {
                return text.substring(start, end - 1).strip();
            }
            if (end < 0) {
                return null;
            }
        }
        return null;
    }

    static String normalised(String answer) {
        String text = answer.substring(answer.lastIndexOf('=') + 1);
        for (List<String> substitution : SUBSTITUTIONS) {
            text = text.replace(substitution.get(0), substitution.get(1));
        }
        for (String removed : REMOVED) {
            text = text.replace(removed, "");
        }
        text = eachLine(text, Minerva::betweenDollars);
        for (String command : List.of("\\text{", "\\textbf{", "\\overline{")) {
            text = eachLine(text, line -> unwrapped(line, command));
        }
        text = eachLine(text, Minerva::unboxed);
        text = bracedFractions(text);
        text = bracedRoots(text).replace("$", "");
        String digits = text.replace(",", "");
        boolean number = !digits.isEmpty() && digits.chars().allMatch(Character::isDigit);
        return number ? digits : text;
    }

    private static String eachLine(String text, UnaryOperator<String> change) {
        StringBuilder changed = new StringBuilder(text.length());
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            changed.append(change.apply(text.substring(from, end))).append('\n');
            from = end + 1;
        }
        return changed.append(change.apply(text.substring(from))).toString();
    }

    /** Only what is between the first two dollars, if there are two. */
    private static String betweenDollars(String line) {
        int first = line.indexOf('$');
        int second = first < 0 ? -1 : line.indexOf('$', first + 1);
        return second < 0 ? line : line.substring(first, second + 1);
    }

    /** The command taken off everything up to the next closing brace, again and again. */
    private static String unwrapped(String line, String command) {
        StringBuilder kept = new StringBuilder(line.length());
        int from = 0;
        for (int at = line.indexOf(command); at >= 0; at = line.indexOf(command, from)) {
            int close = line.indexOf('}', at + command.length());
            if (close < 0) {
                break;
            }
            kept.append(line, from, at).append(line, at + command.length(), close);
            from = close + 1;
        }
        return kept.append(line.substring(from)).toString();
    }

    /** The first box taken off everything up to the last closing brace. */
    private static String unboxed(String line) {
        String command = "\\boxed{";
        int at = line.indexOf(command);
        int close = line.lastIndexOf('}');
        return at < 0 || close < at + command.length()
                ? line
                : line.substring(0, at) + line.substring(at + command.length(), close) + line.substring(close + 1);
    }

    private static String bracedFractions(String text) {
        StringBuilder braced = new StringBuilder(text.length() + 16);
        int from = 0;
        for (int at = text.indexOf("frac"); at >= 0; at = text.indexOf("frac", Math.max(from, at + 1))) {
            int above = at + 4;
            if (above + 1 < text.length() && text.charAt(above) != '{' && text.charAt(above + 1) != '\n') {
                braced.append(text, from, above);
                braced.append('{')
                        .append(text.charAt(above))
                        .append("}{")
                        .append(text.charAt(above + 1))
                        .append('}');
                from = above + 2;
            }
        }
        return braced.append(text.substring(from)).toString();
    }

    private static String bracedRoots(String text) {
        StringBuilder braced = new StringBuilder(text.length() + 16);
        int from = 0;
        for (int at = text.indexOf("sqrt"); at >= 0; at = text.indexOf("sqrt", Math.max(from, at + 1))) {
            int radicand = at + 4;
            if (radicand < text.length() && text.charAt(radicand) != '{') {
                braced.append(text, from, radicand)
                        .append('{')
                        .append(text.charAt(radicand))
                        .append('}');
                from = radicand + 1;
            }
        }
        return braced.append(text.substring(from)).toString();
    }
}
