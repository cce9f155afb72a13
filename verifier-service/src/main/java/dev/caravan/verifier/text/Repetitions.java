package dev.caravan.verifier.text;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a regular expression gets when its counted repetitions are written out, in atoms. Reads just enough of the syntax for an upper
 * bound; whether the expression is one at all is for its compiler to say.
 */
final class Repetitions {

    private final String pattern;
    private final Deque<Double> outer = new ArrayDeque<>();
    private double sum;
    private double last;
    private int at;

    private Repetitions(String pattern) {
        this.pattern = pattern;
    }

    /** Atoms of the pattern with {@code a{3}} counted as three. */
    static double atoms(String pattern) {
        Repetitions reading = new Repetitions(pattern);
        while (reading.at < pattern.length()) {
            reading.step();
        }
        double total = reading.sum;
        for (double open : reading.outer) {
            total += open;
        }
        return total;
    }

    private void step() {
        char c = pattern.charAt(at++);
        switch (c) {
            case '\\' -> {
                at++;
                atom(1);
            }
            case '[' -> {
                skipClass();
                atom(1);
            }
            case '(' -> {
                outer.push(sum);
                sum = 0;
            }
            case ')' -> {
                double group = sum;
                sum = outer.isEmpty() ? 0 : outer.pop();
                atom(group);
            }
            case '{' -> {
                int times = Math.max(1, count());
                sum += last * (times - 1);
                last *= times;
            }
            default -> atom(1);
        }
    }

    private void atom(double size) {
        last = size;
        sum += size;
    }

    private void skipClass() {
        // A bracket that comes first is one of the class.
        at += pattern.startsWith("^", at) ? 2 : 1;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    /** The larger number of {@code {n}}, {@code {n,}} or {@code {n,m}}; 1 if these braces are something else. */
    private int count() {
        int close = pattern.indexOf('}', at);
        if (close < 0) {
            return 1;
        }
        int most = 1;
        for (String number : pattern.substring(at, close).split(",", -1)) {
            if (!number.isEmpty() && number.length() <= 4 && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                most = Math.max(most, Integer.parseInt(number));
            }
        }
        at = close + 1;
        return most;
    }
}
