package dev.caravan.cli.tasks;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * Which side of the fence a problem is on. It depends on nothing but the problem's key (skill and operands in canonical order,
 * so that {@code a+b} and {@code b+a} are one problem), hence it is the same for every seed, stage, wording and version.
 */
public enum Split {
    TRAINING,
    /** One key in ten: evaluation only. */
    HELD_OUT;

    private static final long BUCKETS = 10;

    /** The side of the problem with this {@link Task#key}. */
    public static Split of(String key) {
        long hash = Hashing.xxh3_64().hashBytesToLong(key.getBytes(StandardCharsets.UTF_8));
        return Long.remainderUnsigned(hash, BUCKETS) == 0 ? HELD_OUT : TRAINING;
    }
}
