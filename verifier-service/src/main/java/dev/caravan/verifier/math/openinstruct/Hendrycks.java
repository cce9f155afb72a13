package dev.caravan.verifier.math.openinstruct;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Equality as text after the normalisation of Hendrycks et al. 2021; of the texts as they are where the original fails on one of them. */
final class Hendrycks {

    private Hendrycks() {}

    static boolean same(String one, String other) {
        String left = stripped(one);
        String right = stripped(other);
        return (left == null || right == null) ? one.equals(other) : left.equals(right);
    }

    /** Null where the original raises an error. */
    private static @Nullable String stripped(String text) {
        String string = text.replace("\n", "")
                .replace("\\!", "")
                .replace("\\\\", "\\")
                .replace("tfrac", "frac")
                .replace("dfrac", "frac")
                .replace("\\left", "")
                .replace("\\right", "")
                .replace("^{\\circ}", "")
                .replace("^\\circ", "")
                .replace("\\$", "");
        string = withoutUnits(string);
        if (string == null) {
            return null;
        }
        string = string.replace("\\%", "").replace(" .", " 0.").replace("{.", "{0.");
        if (string.isEmpty()) {
            return string;
        }
        string = string.charAt(0) == '.' ? "0" + string : string;
        int equals = string.indexOf('=');
        if (equals >= 0 && equals <= 2 && string.indexOf('=', equals + 1) < 0) {
            string = string.substring(equals + 1);
        }
        string = bracedRoots(string);
        String fractions = string == null ? null : bracedFractions(string.replace(" ", ""));
        if (fractions == null) {
            return null;
        }
        return slash(fractions.equals("0.5") ? "\\frac{1}{2}" : fractions);
    }

    private static @Nullable String withoutUnits(String string) {
        String mark = "\\text{ ";
        int at = string.indexOf(mark);
        if (at < 0) {
            return string;
        }
        return string.indexOf(mark, at + mark.length()) >= 0 ? null : string.substring(0, at);
    }

    private static @Nullable String bracedRoots(String string) {
        String[] parts = string.split("\\\\sqrt", -1);
        StringBuilder braced = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].isEmpty()) {
                return null;
            }
            braced.append("\\sqrt");
            boolean bare = parts[i].charAt(0) != '{';
            braced.append(bare ? "{" + parts[i].charAt(0) + "}" + parts[i].substring(1) : parts[i]);
        }
        return braced.toString();
    }

    private static @Nullable String bracedFractions(String string) {
        String[] parts = string.split("\\\\frac", -1);
        StringBuilder braced = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i];
            if (part.isEmpty()) {
                return null;
            }
            braced.append("\\frac");
            if (part.charAt(0) == '{') {
                braced.append(part);
            } else if (part.length() < 2) {
                return string;
            } else {
                braced.append('{').append(part.charAt(0)).append('}');
                boolean bare = part.charAt(1) != '{';
                braced.append(bare ? "{" + part.charAt(1) + "}" + part.substring(2) : part.substring(1));
            }
        }
        return braced.toString();
    }

    /** {@code a/b} of two integers as a fraction; of anything else the original fails to make one. */
    private static @Nullable String slash(String string) {
        int at = string.indexOf('/');
        if (at < 0 || string.indexOf('/', at + 1) >= 0) {
            return string;
        }
        BigInteger above = integer(string.substring(0, at));
        BigInteger below = integer(string.substring(at + 1));
        if (above == null || below == null) {
            return null;
        }
        return string.equals(above + "/" + below) ? "\\frac{" + above + "}{" + below + "}" : string;
    }

    private static @Nullable BigInteger integer(String digits) {
        try {
            return new BigInteger(digits.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
