package dev.caravan.verifier.check;

import dev.caravan.verifier.spi.Verdict;

/**
 * What came of a check.
 *
 * @param nanos time of the check itself, waiting for a thread excluded; 0 where the verdict was remembered
 */
public record Checked(Verdict verdict, long nanos) {}
