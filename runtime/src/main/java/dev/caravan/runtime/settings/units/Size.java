package dev.caravan.runtime.settings.units;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, as people write it: {@code 512}, {@code 64KiB}, {@code 1MiB}, {@code 2GiB}. */
public record Size(long bytes) {
    private static final Pattern TEXT = Pattern.compile("(\\d+)\\s*(|B|KiB|MiB|GiB)");

    public Size {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size must not be negative: " + bytes);
        }
    }

    /**
     * The size that a text means.
     *
     * @throws IllegalArgumentException if it means none
     */
    public static Size parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size like 512, 64KiB, 1MiB or 2GiB: '" + text + "'");
        }
        return new Size(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit(matcher.group(2))));
    }

    @Override
    public String toString() {
        for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
            if (bytes > 0 && bytes % unit(unit) == 0) {
                return bytes / unit(unit) + unit;
            }
        }
        return Long.toString(bytes);
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            default -> 1;
        };
    }
}
