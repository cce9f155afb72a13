package dev.caravan.verifier.math;

import dev.caravan.verifier.math.number.Cursor;
import dev.caravan.verifier.math.number.UnitWords;
import java.util.List;
import java.util.Locale;

/** Reads what stands behind a number and tells units and explanation, which change nothing, from mathematics, which does. */
final class UnitReader {

    private static final List<String> TEXT_COMMANDS = List.of(
            "\\text{",
            "\\textbf{",
            "\\textit{",
            "\\textrm{",
            "\\mathrm{",
            "\\mathbf{",
            "\\mathit{",
            "\\mbox{",
            "\\operatorname{");
    private static final List<String> DEGREES = List.of("^\\circ", "^{\\circ}", "\\circ", "\\degree", "°");
    private static final List<String> UNIT_POWERS = List.of("^{2}", "^{3}", "^2", "^3", "²", "³");

    private final Cursor in;

    UnitReader(Cursor in) {
        this.in = in;
    }

    /** Whether nothing but units follows, to the end. */
    Follows rest() {
        boolean inText = false;
        boolean afterWord = false;
        boolean attached = true;
        while (true) {
            int before = in.position();
            in.skipNoise();
            attached &= in.position() == before;
            if (in.atEnd()) {
                return Follows.NOTHING_ELSE;
            }
            if (Character.isLetter(in.peek())) {
                Follows word = word(attached, inText);
                if (word != Follows.NOTHING_ELSE) {
                    return word;
                }
                afterWord = true;
            } else if (TEXT_COMMANDS.stream().anyMatch(in::accept)) {
                inText = true;
            } else if (inText && in.accept('}')) {
                inText = false;
                afterWord = true;
            } else if (DEGREES.stream().anyMatch(in::accept)) {
                afterWord = true;
            } else if (!(afterWord && unitPower()) && !joint()) {
                return separator() ? Follows.ANOTHER_NUMBER : Follows.MATHEMATICS;
            }
            attached = false;
        }
    }

    /** Whether the next thing leaves the number as it is; what comes later in the sentence is not looked at. */
    Follows next() {
        int before = in.position();
        in.skipNoise();
        boolean attached = in.position() == before;
        if (in.atEnd()) {
            return Follows.NOTHING_ELSE;
        }
        if (Character.isLetter(in.peek())) {
            return word(attached, false);
        }
        char c = in.peek();
        boolean harmless = ".!?:)]}\"'’”°".indexOf(c) >= 0
                || TEXT_COMMANDS.stream().anyMatch(in::looksAt)
                || DEGREES.stream().anyMatch(in::looksAt);
        if (harmless) {
            return Follows.NOTHING_ELSE;
        }
        if (c == ',' || c == ';') {
            return separator() ? Follows.ANOTHER_NUMBER : Follows.NOTHING_ELSE;
        }
        // A dash or bracket after a space is punctuation, before or after a digit arithmetic.
        boolean punctuation = !attached && "-–—(".indexOf(c) >= 0 && !Cursor.isDigit(in.peek(1)) && in.peek(1) != ' ';
        return punctuation || c == '—' ? Follows.NOTHING_ELSE : Follows.MATHEMATICS;
    }

    private Follows word(boolean attached, boolean inText) {
        String word = in.word().toLowerCase(Locale.ROOT);
        if (word.equals("or") || word.equals("and")) {
            in.skipNoise();
            return new NumberReader(in).mayStart() ? Follows.ANOTHER_NUMBER : wordFollows(word);
        }
        if (inText) {
            return wordFollows(word);
        }
        boolean unit = attached ? UnitWords.areAttached(word) : word.length() > 1 || word.equals("a");
        return unit ? wordFollows(word) : Follows.MATHEMATICS;
    }

    private static Follows wordFollows(String word) {
        return UnitWords.changesValue(word) ? Follows.MATHEMATICS : Follows.NOTHING_ELSE;
    }

    private boolean unitPower() {
        return UNIT_POWERS.stream().anyMatch(in::accept);
    }

    /** Punctuation between and after words. */
    private boolean joint() {
        char c = in.peek();
        boolean punctuation = ".,;:!?'’\"".indexOf(c) >= 0;
        boolean between = (c == '/' || c == '-') && (Character.isLetter(in.peek(1)) || in.peek(1) == '\\');
        if (between || (punctuation && !separator())) {
            in.advance(1);
            return true;
        }
        return false;
    }

    /** Whether a comma or semicolon is here and a number behind it; the cursor stays. */
    private boolean separator() {
        int from = in.position();
        boolean separates = in.accept(',') || in.accept(';');
        if (separates) {
            in.skipNoise();
            if (!in.accept("or ")) {
                in.accept("and ");
            }
            in.skipNoise();
            separates = new NumberReader(in).mayStart();
        }
        in.moveTo(from);
        return separates;
    }

    /** What stands behind a number. */
    enum Follows {
        NOTHING_ELSE,
        ANOTHER_NUMBER,
        MATHEMATICS
    }
}
