package dev.caravan.verifier.math.openinstruct;

import dev.caravan.verifier.math.notation.Notation;
import dev.caravan.verifier.math.tree.Form;
import dev.caravan.verifier.math.value.Budget;
import dev.caravan.verifier.math.value.Equality;
import dev.caravan.verifier.math.value.Truth;
import dev.caravan.verifier.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The candidates that a completion offers, and whether any of them is the ground truth. */
final class Answers {

    /** The same points for every check: the published verifiers have nothing random either. */
    private static final long SEED = 1;

    private static final String BOXED = "\\boxed ";

    private Answers() {}

    static List<String> strict(String completion) {
        String minerva = Minerva.answer(completion);
        return List.of(Minerva.normalised(minerva == null ? completion : minerva));
    }

    static List<String> lenient(String completion) {
        List<String> candidates = new ArrayList<>();
        String boxed = lastBox(completion);
        if (boxed != null) {
            candidates.add(boxed);
        }
        String minerva = Minerva.answer(completion);
        if (minerva != null) {
            candidates.add(Minerva.normalised(minerva));
        }
        if (candidates.isEmpty()) {
            int last = completion.lastIndexOf('$');
            int before = last <= 0 ? -1 : completion.lastIndexOf('$', last - 1);
            if (before >= 0) {
                candidates.add(Minerva.normalised(completion.substring(before + 1, last)));
            }
        }
        if (candidates.isEmpty()) {
            candidates.add(Minerva.normalised(completion));
            candidates.add(completion);
        }
        return candidates;
    }

    static Verdict verdict(List<String> candidates, String groundTruth) {
        for (String candidate : candidates) {
            boolean right = candidate.length() <= Labels.MAX_ANSWER
                    && (same(candidate, groundTruth) || Hendrycks.same(candidate, groundTruth));
            if (right) {
                return Verdict.right("answer '" + Labels.shown(candidate) + "' is right");
            }
        }
        return Verdict.wrong(
                "answer '" + Labels.shown(candidates.get(0)) + "' is not '" + Labels.shown(groundTruth) + "'");
    }

    private static boolean same(String candidate, String groundTruth) {
        if (candidate.replace(" ", "").equals(groundTruth.replace(" ", ""))) {
            return true;
        }
        Form left = value(candidate);
        Form right = value(groundTruth);
        return left instanceof Form.Value one
                && right instanceof Form.Value other
                && new Equality(SEED, new Budget()).same(one.expr(), other.expr()) == Truth.YES;
    }

    /** As the original's parser has it: it reads up to a brace too many, and knows neither words nor boxes nor separators. */
    private static @Nullable Form value(String text) {
        int depth = 0;
        int end = 0;
        while (end < text.length() && depth >= 0) {
            char c = text.charAt(end);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            end++;
        }
        String read = depth < 0 ? text.substring(0, end - 1) : text;
        boolean unknown = read.contains("\\text") || read.contains("box") || read.contains("{,}") || read.endsWith(".");
        return unknown ? null : Notation.read(read).orElse(null);
    }

    /** The content of the last box; a box without braces ends at the next dollar. */
    private static @Nullable String lastBox(String text) {
        int open = text.lastIndexOf(BOXED);
        if (open >= 0) {
            String rest = text.substring(open + BOXED.length());
            int dollar = rest.indexOf('$');
            return dollar < 0 ? rest : rest.substring(0, dollar);
        }
        int at = text.lastIndexOf("\\boxed");
        if (at < 0 || !text.startsWith("\\boxed{", at)) {
            return null;
        }
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return text.substring(at + "\\boxed{".length(), i);
            }
        }
        return null;
    }
}
