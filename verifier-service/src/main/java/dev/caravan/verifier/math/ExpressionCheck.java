package dev.caravan.verifier.math;

import dev.caravan.verifier.math.compare.Choice;
import dev.caravan.verifier.math.compare.Comparison;
import dev.caravan.verifier.math.compare.Effort;
import dev.caravan.verifier.math.notation.Notation;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.value.Budget;
import dev.caravan.verifier.math.value.Equality;
import dev.caravan.verifier.math.value.Truth;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares answers that are more than plain numbers with the reference. */
final class ExpressionCheck {

    /** What an answer turned out to be. */
    enum Outcome {
        RIGHT,
        WRONG,
        UNREADABLE,
        UNEVALUATED,
        UNDECIDED
    }

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private static final Set<String> VERDICTS = Set.of("yes", "no", "true", "false");

    private final Reference reference;
    private final long seed;
    private final String prompt;

    /**
     * @param seed decides, together with the two answers, at which points expressions are compared
     * @param prompt empty if unknown
     */
    ExpressionCheck(Reference reference, long seed, String prompt) {
        this.reference = reference;
        this.seed = seed;
        this.prompt = prompt;
    }

    Outcome of(String answer) {
        if (answer.length() <= Notation.MAX_LENGTH
                && Notation.squeezed(answer).equals(Notation.squeezed(reference.text()))) {
            return Outcome.RIGHT;
        }
        return switch (reference.kind()) {
            case CHOICE -> choice(answer);
            case WORDS -> words(answer);
            case OTHER -> Outcome.UNREADABLE;
            case NUMBER, MATHEMATICS -> mathematics(answer);
        };
    }

    private Outcome choice(String answer) {
        Character right = Choice.only(reference.text());
        Character chosen = Choice.leading(answer);
        return right != null && right.equals(chosen) ? Outcome.RIGHT : Outcome.WRONG;
    }

    private Outcome words(String answer) {
        String gold = Notation.words(reference.text()).map(Form.Words::text).orElse("");
        String given = Notation.words(answer).map(Form.Words::text).orElse("");
        boolean explained = VERDICTS.contains(gold) && gold.equals(verdict(answer));
        return given.equals(gold) || explained ? Outcome.RIGHT : Outcome.WRONG;
    }

    /** The yes or no before an explanation: {@code No, it diverges}; empty if there is none, or another one in it. */
    private static String verdict(String answer) {
        String text = answer.replace("\\text{", "").replace("\\textbf{", "").strip();
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        boolean pause = end < text.length() && ",.;:".indexOf(text.charAt(end)) >= 0;
        String first = text.substring(0, end).toLowerCase(Locale.ROOT);
        String rest =
                " " + Notation.words(text.substring(end)).map(Form.Words::text).orElse("") + " ";
        boolean contrary = VERDICTS.stream().anyMatch(word -> rest.contains(" " + word + " "));
        return pause && !contrary && !rest.contains(" or ") ? first : "";
    }

    private Outcome mathematics(String answer) {
        Form gold = reference.form() == null ? Notation.read(reference.text()).orElse(null) : reference.form();
        Form given = Notation.read(answer).orElse(null);
        if (gold == null || given == null || given instanceof Form.Words) {
            return Outcome.UNREADABLE;
        }
        Truth same = new Comparison(new Equality(seedFor(answer), new Budget())).same(gold, given);
        if (same != Truth.YES) {
            return same == Truth.NO ? Outcome.WRONG : Outcome.UNDECIDED;
        }
        boolean unevaluated = Effort.isLeftToDo(gold, given) || Effort.repeatsPrompt(gold, given, answer, prompt);
        return unevaluated ? Outcome.UNEVALUATED : Outcome.RIGHT;
    }

    /** FNV-1a over both answers. */
    private long seedFor(String answer) {
        return hash(hash(seed ^ FNV_OFFSET, reference.text()), answer);
    }

    private static long hash(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** Whether both state units of which one knows that they differ, though the numbers are the same; null if nothing is known. */
    @Nullable
    Outcome ofUnits(String answer) {
        boolean words = hasLetters(reference.text()) && hasLetters(answer);
        if (!words) {
            return null;
        }
        Outcome outcome = mathematics(answer);
        return outcome == Outcome.WRONG || outcome == Outcome.RIGHT ? outcome : null;
    }

    private static boolean hasLetters(String text) {
        return text.chars().anyMatch(Character::isLetter);
    }
}
