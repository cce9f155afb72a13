package dev.caravan.verifier.math;

import dev.caravan.verifier.math.number.Cursor;
import dev.caravan.verifier.math.number.Quantity;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the last number of a text that marks no answer. */
final class LastNumber {

    /** An answer stands at the end; looking further back only costs time. */
    private static final int TAIL = 4_096;

    private static final int MAX_GAP = 40;
    private static final int MAX_DENIED = 3;

    /** What makes one answer of two numbers when nothing else is between them: an enumeration, a range, arithmetic. */
    private static final Set<String> JOINTS = Set.of(
            "", ",", ";", "or", ",or", "and", ",and", "to", "+", "-", "−", "–", "*", "×", "x", "·", "/", "÷", "^", ":",
            "\\times", "\\cdot", "\\div");

    private LastNumber() {}

    static @Nullable Answer find(String text, int from) {
        int start = Math.max(from, text.length() - TAIL);
        while (start > from && start < text.length() && !Cursor.isSpace(text.charAt(start))) {
            start++;
        }
        Cursor in = new Cursor(text, start, text.length());
        int lastFrom = -1;
        int lastTo = -1;
        int previousTo = -1;
        Quantity last = null;
        while (!in.atEnd()) {
            int at = in.position();
            if (insideWord(text, start, at)) {
                in.advance(1);
                continue;
            }
            NumberReader reader = new NumberReader(in);
            Quantity number = reader.mayStart() ? reader.read() : null;
            if (number == null) {
                in.moveTo(at + 1);
            } else {
                previousTo = lastTo;
                lastFrom = at;
                lastTo = in.position();
                last = number;
            }
        }
        if (last == null) {
            return null;
        }
        Reading reading = new Reading.One(last);
        if (previousTo >= 0 && joined(text.substring(previousTo, lastFrom))) {
            reading = new Reading.Several();
        } else {
            in.moveTo(lastTo);
            boolean argument = lastFrom > start && isArgument(text, start, lastFrom);
            if (argument
                    || isDenied(text, start, lastFrom)
                    || new UnitReader(in).next() == UnitReader.Follows.MATHEMATICS) {
                reading = new Reading.Fragment();
            }
        }
        return new Answer(text.substring(lastFrom, lastTo).strip(), reading, lastTo >= text.length());
    }

    /** Whether a digit or sign here belongs to what stands before it: x2, x_1, the minus of 16-3. */
    private static boolean insideWord(String text, int start, int at) {
        if (at == start) {
            return false;
        }
        char before = text.charAt(at - 1);
        char here = text.charAt(at);
        if (Cursor.isDigit(here) || here == '.') {
            return Character.isLetterOrDigit(before) || before == '_';
        }
        return Character.isLetterOrDigit(before) || before == ')' || before == '}';
    }

    /** Whether what stands here is the argument of a function or an exponent: √16, \sqrt{16}, sqrt(16), x^{16}. */
    private static boolean isArgument(String text, int start, int at) {
        char bracket = text.charAt(at - 1);
        if (bracket == '√' || bracket == '^') {
            return true;
        }
        int name = at - 1;
        while (name > start && Character.isLetter(text.charAt(name - 1))) {
            name--;
        }
        boolean command = name > start && text.charAt(name - 1) == '\\';
        boolean scripted = name == at - 1 && name > start && "^_]".indexOf(text.charAt(name - 1)) >= 0;
        boolean words = text.startsWith("text", name) || text.startsWith("math", name);
        return (bracket == '{' && (scripted || (command && !words))) || (bracket == '(' && name < at - 1);
    }

    /** Whether "not" stands before the number, with no more than two words between them and no "but". */
    static boolean isDenied(String text, int start, int at) {
        int end = at;
        for (int words = 0; words < MAX_DENIED && end > start; words++) {
            while (end > start && "${\\(* ".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            int from = end;
            while (from > start
                    && (Character.isLetter(text.charAt(from - 1)) || "'’".indexOf(text.charAt(from - 1)) >= 0)) {
                from--;
            }
            String word = text.substring(from, end).toLowerCase(Locale.ROOT);
            if (word.isEmpty() || word.equals("but")) {
                return false;
            }
            if (word.equals("not") || word.endsWith("n't") || word.endsWith("n’t")) {
                return true;
            }
            end = from;
        }
        return false;
    }

    private static boolean joined(String gap) {
        if (gap.length() > MAX_GAP || gap.indexOf('\n') >= 0 || gap.contains(". ")) {
            return false;
        }
        String lower = gap.toLowerCase(Locale.ROOT);
        StringBuilder squeezed = new StringBuilder();
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (!Cursor.isSpace(c) && "${}()".indexOf(c) < 0) {
                squeezed.append(c);
            }
        }
        return JOINTS.contains(squeezed.toString()) || lower.contains(" or ");
    }
}
