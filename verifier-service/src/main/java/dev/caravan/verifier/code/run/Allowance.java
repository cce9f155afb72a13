package dev.caravan.verifier.code.run;

import dev.caravan.verifier.sandbox.program.Limits;
import java.time.Duration;

/**
 * What one program may use. The wall clock may show twice the processor time, since the machine has other work.
 *
 * @param cpu processor time
 * @param mebibytes memory beyond the interpreter's
 */
public record Allowance(Duration cpu, int mebibytes) {

    private static final int THREADS = 16;
    private static final int CALLS = 64 << 20;
    private static final int FILES = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The longest that a program and its tests may take. */
    public Duration wall() {
        return cpu.multipliedBy(2).plus(PATIENCE);
    }

    Limits ofCandidate() {
        return limits(cpu.multipliedBy(2), CALLS);
    }

    /** The tests wait for the candidate and outlive it. */
    Limits ofTests() {
        return limits(wall(), CALLS);
    }

    /** Of a program that reads and prints. */
    public Limits ofPrinting(int outputBytes) {
        return limits(cpu.multipliedBy(2), outputBytes);
    }

    private Limits limits(Duration wall, int outputBytes) {
        return new Limits(wall, cpu, (long) mebibytes << 20, THREADS, FILES, outputBytes);
    }
}
