package dev.caravan.verifier.ifeval.text;

import java.text.Normalizer;
import java.util.function.IntPredicate;

/** What langdetect does to a text before it counts n-grams. */
final class LanguageText {

    private static final int LONGEST_ADDRESS = 2_076;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_DOMAIN = 255;
    private static final String VIETNAMESE_BASES = "AEIOUYaeiouyÂÊÔâêôĂăƠơƯư";
    private static final String VIETNAMESE_MARKS = "\u0300\u0301\u0303\u0309\u0323";

    private LanguageText() {}

    /** Without web and mail addresses and runs of spaces, Vietnamese letters composed, cut to a length, then of one script. */
    static String prepare(String text, int most) {
        String composed = composed(withoutMail(withoutLinks(text)));
        StringBuilder kept = new StringBuilder();
        int end = composed.offsetByCodePoints(0, Math.min(most, composed.codePointCount(0, composed.length())));
        for (int i = 0; i < end; i++) {
            char c = composed.charAt(i);
            if (c != ' ' || i == 0 || composed.charAt(i - 1) != ' ') {
                kept.append(c);
            }
        }
        return withoutStrayLatin(kept.toString());
    }

    private static boolean isNameCharacter(int c) {
        return isDomainCharacter(c) || c == '.';
    }

    private static boolean isDomainCharacter(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    }

    private static int run(String text, int from, int most, IntPredicate kind) {
        int end = from;
        while (end < text.length() && end - from < most && kind.test(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String withoutLinks(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        for (int at = text.indexOf("http"); at >= 0; at = text.indexOf("http", Math.max(at + 1, from))) {
            int start = at + (text.startsWith("s", at + 4) ? 5 : 4);
            if (!text.startsWith("://", start)) {
                continue;
            }
            int end = run(text, start + 3, LONGEST_ADDRESS, c -> isNameCharacter(c) || "?&~;+=/#".indexOf(c) >= 0);
            if (end > start + 3) {
                kept.append(text, from, at).append(' ');
                from = end;
            }
        }
        return kept.append(text, from, text.length()).toString();
    }

    private static String withoutMail(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', Math.max(at + 1, from))) {
            int start = at;
            while (start > from && at - start < LONGEST_NAME && isNameCharacter(text.charAt(start - 1))) {
                start--;
            }
            int end = run(text, at + 1, LONGEST_DOMAIN, LanguageText::isDomainCharacter);
            int tail = run(text, end, LONGEST_DOMAIN, LanguageText::isNameCharacter);
            if (start < at && end > at + 1 && tail > at + 2) {
                kept.append(text, from, start).append(' ');
                from = tail;
            }
        }
        return kept.append(text, from, text.length()).toString();
    }

    private static String composed(String text) {
        StringBuilder composed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i + 1 < text.length()
                    && VIETNAMESE_MARKS.indexOf(text.charAt(i + 1)) >= 0
                    && VIETNAMESE_BASES.indexOf(c) >= 0) {
                composed.append(Normalizer.normalize(text.substring(i, i + 2), Normalizer.Form.NFC));
                i++;
            } else {
                composed.append(c);
            }
        }
        return composed.toString();
    }

    /** Drops Latin letters where others, from U+0300 on and without Latin Extended Additional, outnumber them two to one. */
    private static String withoutStrayLatin(String text) {
        long latin = text.chars().filter(LanguageText::isLatin).count();
        long other = text.codePoints()
                .filter(c -> c >= 0x300 && (c < 0x1e00 || c > 0x1eff))
                .count();
        if (latin * 2 >= other) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        text.codePoints().filter(c -> !isLatin(c)).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isLatin(int c) {
        return c >= 'A' && c <= 'z';
    }
}
