package dev.caravan.verifier.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Matches the completion against a regular expression with RE2/J, whose time is linear in the text whatever the expression; hence no
 * back-references and no look-around. The expression is the ground truth, or the option {@code pattern}; with that option a ground truth
 * that is not empty is what the expression's first group must capture in its last match. Options:
 *
 * <ul>
 *   <li>{@code take}: the {@link Part} that is matched, {@code final} by default;
 *   <li>{@code match}: {@code whole} (the default) or {@code part} of it;
 *   <li>{@code ignore_case}: false by default; {@code .} matches line ends too;
 *   <li>{@code pattern}.
 * </ul>
 */
public final class RegexVerifier implements Verifier {

    private static final Set<String> OPTIONS = Set.of("take", "match", "ignore_case", "pattern");
    private static final int LONGEST_PATTERN = 1_000;
    private static final int LONGEST_TEXT = 256 << 10;

    /** RE2/J expands counted repetitions, nested ones to their product. */
    private static final int LARGEST_PROGRAM = 5_000;

    @Override
    public String name() {
        return "regex";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict verify(Submission submission) {
        Rule rule = Rule.of(submission.groundTruth(), submission.options());
        String text = rule.take().of(submission.completion()).map(String::strip).orElse(null);
        if (text == null) {
            return Verdict.wrong("nothing to match: no " + rule.take().label());
        }
        if (text.length() > LONGEST_TEXT) {
            return Verdict.wrong("longer than " + LONGEST_TEXT + " characters: not matched");
        }
        return rule.verdict(text);
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            Rule.of(groundTruth, options);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private enum Extent {
        WHOLE,
        PART
    }

    /** @param captured what the first group must capture; null if a match is enough */
    private record Rule(Pattern pattern, Part take, Extent extent, @Nullable String captured) {

        static Rule of(String groundTruth, Options options) {
            options.only(OPTIONS);
            String given = options.text("pattern", "");
            String source = given.isEmpty() ? groundTruth : given;
            Pattern pattern = compiled(source, options.flag("ignore_case", false));
            String captured = given.isEmpty() || groundTruth.isEmpty() ? null : groundTruth.strip();
            if (captured != null && pattern.groupCount() == 0) {
                throw new IllegalArgumentException("pattern '" + Shown.of(source)
                        + "' has no group to capture what the ground truth is compared with");
            }
            return new Rule(
                    pattern, options.choice("take", Part.FINAL), options.choice("match", Extent.WHOLE), captured);
        }

        Verdict verdict(String text) {
            Matcher matcher = pattern.matcher(text);
            boolean found = extent == Extent.WHOLE ? matcher.matches() : matcher.find();
            if (!found) {
                return Verdict.wrong("'" + Shown.of(text) + "' does not match " + Shown.of(pattern.pattern()));
            }
            if (captured == null) {
                return Verdict.right("'" + Shown.of(text) + "' matches " + Shown.of(pattern.pattern()));
            }
            String last = lastCapture(matcher);
            return last.equals(captured)
                    ? Verdict.right("'" + Shown.of(last) + "' is right")
                    : Verdict.wrong("'" + Shown.of(last) + "' is not '" + Shown.of(captured) + "'");
        }

        private String lastCapture(Matcher matcher) {
            String last;
            do {
                String group = matcher.group(1);
                last = group == null ? "" : group.strip();
            } while (extent == Extent.PART && matcher.find());
            return last;
        }

        private static Pattern compiled(String source, boolean ignoreCase) {
            if (source.isEmpty()) {
                throw new IllegalArgumentException(
                        "there is no pattern; give it as the ground truth or as option 'pattern'");
            }
            if (source.length() > LONGEST_PATTERN || Repetitions.atoms(source) > LARGEST_PROGRAM) {
                throw new IllegalArgumentException("pattern '" + Shown.of(source) + "' is too large: at most "
                        + LONGEST_PATTERN + " characters, and " + LARGEST_PROGRAM
                        + " atoms with its repetitions written out");
            }
            try {
                return Pattern.compile(source, Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "pattern '" + Shown.of(source) + "' cannot be used: " + e.getDescription()
                                + " (RE2 syntax: no look-around, no back-references)",
                        e);
            }
        }
    }
}
