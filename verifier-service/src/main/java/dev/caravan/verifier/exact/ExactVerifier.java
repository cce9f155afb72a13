package dev.caravan.verifier.exact;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import dev.caravan.verifier.text.Part;
import dev.caravan.verifier.text.Shown;
import dev.caravan.verifier.text.SquadText;
import dev.caravan.verifier.text.Truths;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the completion with the ground truth as text. Both are brought to Unicode form NFKC and runs of white space count as one
 * space. Options:
 *
 * <ul>
 *   <li>{@code take}: the {@link Part} of the completion that is compared, {@code all} by default;
 *   <li>{@code ignore_case}: true by default;
 *   <li>{@code ignore_punctuation}: at both ends of the text; true by default;
 *   <li>{@code words}: compares as {@link SquadText} does instead: no case, no punctuation, no articles; false by default;
 *   <li>{@code any}: whether the ground truth is a JSON array of acceptable answers; false by default.
 * </ul>
 */
public final class ExactVerifier implements Verifier {

    private static final String TAKE = "take";
    private static final String IGNORE_CASE = "ignore_case";
    private static final String IGNORE_PUNCTUATION = "ignore_punctuation";
    private static final String WORDS = "words";
    private static final String ANY = "any";

    @Override
    public String name() {
        return "exact";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Verdict verify(Submission submission) {
        Form form = Form.of(submission.options());
        Set<String> expected = form.expected(submission.groundTruth());
        Optional<String> taken = form.take().of(submission.completion());
        if (taken.isEmpty()) {
            return Verdict.wrong("nothing to compare: no " + form.take().label());
        }
        String actual = form.normalised(taken.get());
        return expected.contains(actual)
                ? Verdict.right("'" + Shown.of(actual) + "' is right")
                : Verdict.wrong("'" + Shown.of(actual) + "' is not '" + Shown.of(String.join("', '", expected)) + "'");
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            Form.of(options).expected(groundTruth);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private record Form(Part take, boolean ignoreCase, boolean ignorePunctuation, boolean words, boolean any) {

        static Form of(Options options) {
            options.only(Set.of(TAKE, IGNORE_CASE, IGNORE_PUNCTUATION, WORDS, ANY));
            return new Form(
                    options.choice(TAKE, Part.ALL),
                    options.flag(IGNORE_CASE, true),
                    options.flag(IGNORE_PUNCTUATION, true),
                    options.flag(WORDS, false),
                    options.flag(ANY, false));
        }

        /** The acceptable answers in normal form. */
        Set<String> expected(String groundTruth) {
            Set<String> expected = new LinkedHashSet<>();
            for (String truth : Truths.of(groundTruth, any)) {
                String form = normalised(truth);
                if (form.isEmpty()) {
                    throw new IllegalArgumentException(
                            "ground truth '" + Shown.of(truth) + "' holds nothing to compare with");
                }
                expected.add(form);
            }
            return expected;
        }

        String normalised(String text) {
            if (words) {
                return SquadText.normalised(text);
            }
            String folded = Normalizer.normalize(text, Normalizer.Form.NFKC);
            if (ignoreCase) {
                // Upper case first: it unites letters that lower case alone keeps apart (ß and ss, final sigma).
                folded = folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            }
            int from = 0;
            int to = folded.length();
            while (from < to && isIgnored(folded.charAt(from))) {
                from++;
            }
            while (to > from && isIgnored(folded.charAt(to - 1))) {
                to--;
            }
            return oneSpace(folded, from, to);
        }

        private boolean isIgnored(char c) {
            return Character.isWhitespace(c) || (ignorePunctuation && ".,;:!?\"'`“”‘’*".indexOf(c) >= 0);
        }

        private static String oneSpace(String text, int from, int to) {
            StringBuilder result = new StringBuilder(to - from);
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (!Character.isWhitespace(c)) {
                    result.append(c);
                } else if (!Character.isWhitespace(text.charAt(i - 1))) {
                    result.append(' ');
                }
            }
            return result.toString();
        }
    }
}
