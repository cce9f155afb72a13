package dev.caravan.verifier.math;

import dev.caravan.verifier.math.compare.Choice;
import dev.caravan.verifier.math.notation.Notation;
import dev.caravan.verifier.math.number.Quantity;
import dev.caravan.verifier.math.tree.Form;
import org.jspecify.annotations.Nullable;

/**
 * What the ground truth says: the answer itself, or the one that a reference solution marks.
 *
 * @param text the answer as written
 * @param number its value, if it is a plain number
 * @param form the answer in mathematical notation, if it can be read
 */
record Reference(String text, Kind kind, @Nullable Quantity number, @Nullable Form form) {

    /** A longer text is a solution without a marked answer. */
    private static final int MAX_WORDS_LENGTH = 200;

    /** What kind of answer is looked for in the completion. */
    enum Kind {
        NUMBER,
        MATHEMATICS,
        CHOICE,
        WORDS,
        /** A notation that is not read here: right is what is written the same. */
        OTHER
    }

    /** Reads a ground truth; null if there is no answer in it. */
    static @Nullable Reference of(String groundTruth) {
        String text = groundTruth.strip();
        if (AnswerReader.readWhole(text) instanceof Reading.One one) {
            return new Reference(text, Kind.NUMBER, one.number(), null);
        }
        boolean solution = text.contains("\\boxed{") || text.contains("####") || text.contains("\\fbox{");
        Answer marked = solution ? new AnswerFinder(text, Kind.MATHEMATICS).marked() : null;
        if (marked != null && marked.reading() instanceof Reading.One one) {
            return new Reference(marked.text(), Kind.NUMBER, one.number(), null);
        }
        return solution && marked == null
                ? null
                : ofAnswer(marked == null ? text : marked.text().strip());
    }

    private static @Nullable Reference ofAnswer(String text) {
        if (Choice.only(text) != null) {
            return new Reference(text, Kind.CHOICE, null, null);
        }
        Form form = Notation.read(text).orElse(null);
        if (form != null && !(form instanceof Form.Words)) {
            return new Reference(text, Kind.MATHEMATICS, null, form);
        }
        boolean prose = form != null || (text.length() <= MAX_WORDS_LENGTH && !Notation.hasMathematics(text));
        if (prose) {
            return Notation.words(text).isPresent() ? new Reference(text, Kind.WORDS, null, form) : null;
        }
        return text.length() <= MAX_WORDS_LENGTH && Notation.hasMathematics(text)
                ? new Reference(text, Kind.OTHER, null, null)
                : null;
    }
}
