package dev.caravan.verifier.sandbox.program;

import java.time.Duration;

/**
 * A program that has run.
 *
 * @param stdout what it wrote, as UTF-8, malformed bytes replaced
 * @param stderr the last 16 KiB of it, likewise
 * @param wall from the moment that it had its slot
 */
public record Run(Ending ending, String stdout, String stderr, Duration wall) {}
