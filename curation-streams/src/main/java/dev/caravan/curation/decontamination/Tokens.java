package dev.caravan.curation.decontamination;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A text as words. Normalisation: Unicode NFKC, then lower case (root locale). A token is a maximal run of letters,
 * digits and combining marks, or else one code point that is neither a space nor a control character: every sign
 * counts, because {@code 2 + 3} and {@code 2 - 3} are different problems. Invisible format characters (zero-width
 * joiners, soft hyphens) are left out. Scripts written without spaces (Chinese, Japanese, Thai and their like) give one
 * token per code point.
 *
 * <p>Two texts of the same tokens have the same {@link #normalised()} form: the tokens joined by single spaces.
 */
public final class Tokens {

    private static final Hasher64 HASHER = Hashing.komihash5_0();
    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private final String normalised;
    private final long[] hashes;
    private final int[] ends;

    private Tokens(String normalised, int[] ends) {
        this.normalised = normalised;
        this.ends = ends;
        byte[] chars = normalised.getBytes(StandardCharsets.UTF_16LE);
        this.hashes = new long[ends.length];
        for (int i = 0; i < ends.length; i++) {
            hashes[i] = HASHER.hashBytesToLong(chars, 2 * start(i), 2 * (ends[i] - start(i)));
        }
    }

    public static Tokens of(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder joined = new StringBuilder(folded.length() + 16);
        int[] ends = new int[folded.length() / 4 + 8];
        int count = 0;
        boolean inWord = false;
        int codePoint;
        for (int i = 0; i < folded.length(); i += Character.charCount(codePoint)) {
            codePoint = folded.codePointAt(i);
            if (Character.getType(codePoint) == Character.FORMAT) {
                continue;
            }
            if (isBlank(codePoint)) {
                inWord = false;
                continue;
            }
            boolean word = isWord(codePoint);
            if (inWord && word) {
                joined.appendCodePoint(codePoint);
                ends[count - 1] = joined.length();
                continue;
            }
            if (count > 0) {
                joined.append(' ');
            }
            joined.appendCodePoint(codePoint);
            ends = count < ends.length ? ends : Arrays.copyOf(ends, 2 * count);
            ends[count++] = joined.length();
            inWord = word;
        }
        return new Tokens(joined.toString(), Arrays.copyOf(ends, count));
    }

    /** The tokens of several texts in a row. */
    public static Tokens join(List<Tokens> parts) {
        return parts.size() == 1
                ? parts.get(0)
                : of(parts.stream().map(Tokens::normalised).collect(Collectors.joining(" ")));
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint);
    }

    private static boolean isWord(int codePoint) {
        if (codePoint < 128) {
            return Character.isLetterOrDigit(codePoint);
        }
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> Character.isLetterOrDigit(codePoint) && !UNSPACED.contains(UnicodeScript.of(codePoint));
        };
    }

    public int size() {
        return ends.length;
    }

    /** The whole text: tokens joined by single spaces. */
    public String normalised() {
        return normalised;
    }

    /** Tokens [from, to) joined by single spaces. */
    public String span(int from, int to) {
        return from == to ? "" : normalised.substring(start(from), ends[to - 1]);
    }

    /** 64-bit hash of each token. The caller must not change the array. */
    long[] hashes() {
        return hashes;
    }

    private int start(int token) {
        return token == 0 ? 0 : ends[token - 1] + 1;
    }
}
