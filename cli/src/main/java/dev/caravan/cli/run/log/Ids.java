package dev.caravan.cli.run.log;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Ids and numbers that depend on content alone. */
public final class Ids {

    private Ids() {}

    /** 16 hex digits of a text. */
    public static String of(String text) {
        return HexFormat.of().toHexDigits(number(text));
    }

    public static long number(String text) {
        return Hashing.xxh3_64().hashBytesToLong(text.getBytes(StandardCharsets.UTF_8));
    }
}
