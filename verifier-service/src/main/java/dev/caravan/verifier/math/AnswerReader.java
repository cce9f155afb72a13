package dev.caravan.verifier.math;

import dev.caravan.verifier.math.number.Cursor;
import dev.caravan.verifier.math.number.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the text of an answer, whole, as a number with what people write around it: mark-up, a unit, {@code x =}. */
final class AnswerReader {

    /** Enough for a number of ten thousand digits; any answer longer than that is not a number. */
    private static final int MAX_LENGTH = 14_000;

    private static final int MAX_WRAPPERS = 8;
    private static final List<String> WRAPPERS =
            List.of("\\boxed{", "\\text{", "\\textbf{", "\\mathrm{", "\\mathbf{", "\\mathit{", "\\displaystyle{", "{");

    private AnswerReader() {}

    /** Reads an answer that consists of the number and units alone. */
    static Reading readWhole(String answer) {
        return read(answer, true);
    }

    /** Reads an answer that starts with the number; words may follow. */
    static Reading readStart(String answer) {
        return read(answer, false);
    }

    private static Reading read(String answer, boolean whole) {
        if (answer.length() > MAX_LENGTH) {
            return new Reading.Unreadable();
        }
        int[] span = unwrapped(answer);
        Cursor in = new Cursor(answer, afterEquals(answer, span[0], span[1]), span[1]);
        in.skipNoise();
        if (!in.accept("\\approx") && !in.accept('≈')) {
            in.accept("\\sim");
        }
        in.skipNoise();
        Quantity number = new NumberReader(in).read();
        if (number == null) {
            return new Reading.Unreadable();
        }
        UnitReader units = new UnitReader(in);
        return switch (whole ? units.rest() : units.next()) {
            case NOTHING_ELSE -> new Reading.One(number);
            case ANOTHER_NUMBER -> new Reading.Several();
            case MATHEMATICS -> new Reading.Unreadable();
        };
    }

    /** The part [0], [1] of the text that is left when commands and braces around all of it are taken off. */
    private static int[] unwrapped(String text) {
        int from = 0;
        int to = text.length();
        for (int i = 0; i < MAX_WRAPPERS; i++) {
            Cursor in = new Cursor(text, from, to);
            in.skipNoise();
            String wrapper = wrapper(in);
            int last = lastMark(text, in.position(), to);
            if (wrapper == null || closingBrace(text, in.position() - 1, to) != last) {
                break;
            }
            from = in.position();
            to = last;
        }
        return new int[] {from, to};
    }

    /** Index of the brace that closes the one at {@code open}, before {@code to}; -1 if there is none. Escaped braces do not count. */
    private static int closingBrace(String text, int open, int to) {
        int depth = 0;
        for (int i = open; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable String wrapper(Cursor in) {
        for (String wrapper : WRAPPERS) {
            if (in.accept(wrapper)) {
                return wrapper;
            }
        }
        return null;
    }

    /** Index of the last character before white space, dollars and full stops; {@code from - 1} if there is none. */
    private static int lastMark(String text, int from, int to) {
        int last = to - 1;
        while (last >= from && (Cursor.isSpace(text.charAt(last)) || "$.*".indexOf(text.charAt(last)) >= 0)) {
            last--;
        }
        return last;
    }

    /**
     * Where the right-hand side of the last equation starts: in {@code x = 5} and {@code 2 + 3 = 5} the left is no part of the
     * answer. {@code from} if there is no equation, or if it is one of a list of equations.
     */
    private static int afterEquals(String text, int from, int to) {
        int equals = text.lastIndexOf('=', to - 1);
        if (equals <= from || "<>!:".indexOf(text.charAt(equals - 1)) >= 0) {
            return from;
        }
        String left = text.substring(from, equals);
        boolean list =
                left.contains(" or ") || left.contains(" and ") || left.contains("\\text{") || left.indexOf(';') >= 0;
        for (int comma = left.indexOf(','); comma >= 0 && !list; comma = left.indexOf(',', comma + 1)) {
            list = comma + 1 >= left.length() || !Cursor.isDigit(left.charAt(comma + 1));
        }
        return list || isExpression(left) ? from : equals + 1;
    }

    /** Whether there are operations on variables: {@code 2x-y=0} is an equation, and no way to write 0. */
    private static boolean isExpression(String left) {
        boolean letters = left.chars().anyMatch(Character::isLetter);
        return letters && left.chars().anyMatch(c -> "+-*/^<>−".indexOf(c) >= 0);
    }
}
