package dev.caravan.verifier.math.openinstruct;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * open-instruct's {@code gsm8k}: the completion's last number as text, without commas, is the ground truth. A minus counts only before
 * a decimal: {@code -5} is found as {@code 5}.
 */
public final class Gsm8kVerifier implements Verifier {

    @Override
    public String name() {
        return "gsm8k";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict verify(Submission submission) {
        problem(submission.groundTruth(), submission.options()).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        String found = lastNumber(withoutCommas(submission.completion()));
        boolean right =
                found.toLowerCase(Locale.ROOT).equals(submission.groundTruth().toLowerCase(Locale.ROOT));
        String shown = "last number '" + Labels.shown(found) + "'";
        return right
                ? Verdict.right(shown + " is right")
                : Verdict.wrong(shown + " is not '" + Labels.shown(submission.groundTruth()) + "'");
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        return Labels.problem(groundTruth, options, Set.of());
    }

    /** Drops a comma between two digits; the digit behind it is used up, so that of 1,2,3 only the first goes. */
    private static String withoutCommas(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            kept.append(text.charAt(i));
            boolean comma = i + 2 < text.length()
                    && Character.isDigit(text.charAt(i))
                    && text.charAt(i + 1) == ','
                    && Character.isDigit(text.charAt(i + 2));
            if (comma) {
                kept.append(text.charAt(i + 2));
                i += 2;
            }
        }
        return kept.toString();
    }

    /** The last of: digits; or a sign if any, digits if any, a point and digits. All of the text if there is none. */
    private static String lastNumber(String text) {
        int from = 0;
        int to = text.length();
        for (int at = 0; at < text.length(); ) {
            boolean sign = text.charAt(at) == '-' || text.charAt(at) == '+';
            int whole = digits(text, sign ? at + 1 : at);
            int decimals = whole < text.length() && text.charAt(whole) == '.' ? digits(text, whole + 1) : whole;
            int end = decimals > whole + 1 ? decimals : sign ? at : whole;
            if (end > at) {
                from = at;
                to = end;
            }
            at = Math.max(end, at + 1);
        }
        return text.substring(from, to);
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
