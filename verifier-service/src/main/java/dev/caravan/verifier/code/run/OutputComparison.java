package dev.caravan.verifier.code.run;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Whether a program printed what it should: the same lines, white space at their ends and blank lines at the end aside; and within a line
 * the same words, where two decimal numbers of equal value are the same word.
 *
 * @param tolerance how far, absolutely or relatively, numbers may be apart; 0 for not at all
 */
public record OutputComparison(BigDecimal tolerance) {

    /** Longer words are compared as text only, which bounds the work of a comparison. */
    private static final int LONGEST_NUMBER = 64;

    private static final int LARGEST_EXPONENT = 400;

    boolean matches(String printed, String expected) {
        List<String> ours = lines(printed);
        List<String> theirs = lines(expected);
        if (ours.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < ours.size(); i++) {
            if (!ours.get(i).equals(theirs.get(i)) && !sameWords(ours.get(i), theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean sameWords(String line, String expected) {
        StringTokenizer ours = new StringTokenizer(line);
        StringTokenizer theirs = new StringTokenizer(expected);
        if (ours.countTokens() != theirs.countTokens()) {
            return false;
        }
        while (ours.hasMoreTokens()) {
            String word = ours.nextToken();
            String wanted = theirs.nextToken();
            if (!word.equals(wanted) && !sameNumber(word, wanted)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameNumber(String word, String wanted) {
        if (!isNumber(word) || !isNumber(wanted)) {
            return false;
        }
        BigDecimal a = new BigDecimal(word);
        BigDecimal b = new BigDecimal(wanted);
        if (tolerance.signum() == 0 || isWhole(wanted)) {
            return a.compareTo(b) == 0;
        }
        BigDecimal allowed = tolerance.multiply(b.abs().max(BigDecimal.ONE));
        return a.subtract(b).abs().compareTo(allowed) <= 0;
    }

    /** An integer is expected exactly, whatever the tolerance. */
    private static boolean isWhole(String word) {
        return word.chars().allMatch(c -> c == '-' || c == '+' || (c >= '0' && c <= '9'));
    }

    private static boolean isNumber(String word) {
        if (word.length() > LONGEST_NUMBER) {
            return false;
        }
        try {
            BigDecimal value = new BigDecimal(word);
            return Math.abs((long) value.scale()) <= LARGEST_EXPONENT;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        text.lines().map(String::stripTrailing).forEach(lines::add);
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }
}
