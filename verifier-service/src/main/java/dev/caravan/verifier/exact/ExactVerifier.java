package dev.caravan.verifier.exact;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the completion with the ground truth as text. Both are brought to Unicode form NFKC and runs of white space count as one
 * space. Options:
 *
 * <ul>
 *   <li>{@code take}: what of the completion is compared: {@code all}, {@code last_line} (the last that is not blank) or {@code answer}
 *       (what stands between {@code <answer>} and {@code </answer>}, the last such part); all by default;
 *   <li>{@code ignore_case}: true by default;
 *   <li>{@code ignore_punctuation}: at both ends of the text; true by default.
 * </ul>
 */
public final class ExactVerifier implements Verifier {

    private static final String TAKE = "take";
    private static final String IGNORE_CASE = "ignore_case";
    private static final String IGNORE_PUNCTUATION = "ignore_punctuation";
    private static final int SHOWN = 80;

    @Override
    public String name() {
        return "exact";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict verify(Submission submission) {
        Form form = Form.of(submission.options());
        String expected = form.normalised(submission.groundTruth());
        if (expected.isEmpty()) {
            throw new IllegalArgumentException(empty(submission.groundTruth()));
        }
        Optional<String> taken = form.take().from(submission.completion());
        if (taken.isEmpty()) {
            return Verdict.wrong("nothing to compare: no " + form.take().name().toLowerCase(Locale.ROOT));
        }
        String actual = form.normalised(taken.get());
        return actual.equals(expected)
                ? Verdict.right("'" + shown(actual) + "' is right")
                : Verdict.wrong("'" + shown(actual) + "' is not '" + shown(expected) + "'");
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            Form form = Form.of(options);
            return form.normalised(groundTruth).isEmpty() ? Optional.of(empty(groundTruth)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String empty(String groundTruth) {
        return "ground truth '" + shown(groundTruth) + "' holds nothing to compare with";
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private record Form(Part take, boolean ignoreCase, boolean ignorePunctuation) {

        static Form of(Options options) {
            options.only(Set.of(TAKE, IGNORE_CASE, IGNORE_PUNCTUATION));
            return new Form(
                    options.choice(TAKE, Part.ALL),
                    options.flag(IGNORE_CASE, true),
                    options.flag(IGNORE_PUNCTUATION, true));
        }

        String normalised(String text) {
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

    private enum Part {
        ALL {
            @Override
            Optional<String> from(String completion) {
                return Optional.of(completion);
            }
        },
        LAST_LINE {
            @Override
            Optional<String> from(String completion) {
                String text = completion.strip();
                return Optional.of(text.substring(text.lastIndexOf('\n') + 1));
            }
        },
        ANSWER {
            @Override
            Optional<String> from(String completion) {
                int open = completion.lastIndexOf("<answer>");
                int close = open < 0 ? -1 : completion.indexOf("</answer>", open);
                return close < 0
                        ? Optional.empty()
                        : Optional.of(completion.substring(open + "<answer>".length(), close));
            }
        };

        abstract Optional<String> from(String completion);
    }
}
