package dev.caravan.verifier.spi;

import java.time.Duration;

/**
 * How the checks of one verifier are run when the host's own threads do not fit: it then gets threads of its own, so that slow checks never
 * stand in the way of fast ones. The limit counts from a check's start; waiting for a thread is not part of it.
 *
 * @param concurrency checks that may run at a time, 1 to 1024
 * @param limit wall-clock limit of one check, positive
 */
public record Pace(int concurrency, Duration limit) {

    public Pace {
        if (concurrency < 1 || concurrency > 1024) {
            throw new IllegalArgumentException("concurrency must be within 1 and 1024: " + concurrency);
        }
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
    }
}
