package dev.caravan.verifier.sandbox.program;

import java.time.Duration;

/**
 * What a program may use.
 *
 * @param wall time from the moment that the program has its slot to its end
 * @param cpu processor time of all its threads
 * @param memoryBytes what it may allocate on top of its interpreter
 * @param processes its threads; a program is one process and cannot start another
 * @param fileBytes what it may keep in its working directory, which is memory; nothing where the tier has none
 * @param outputBytes standard output and standard error together
 */
public record Limits(Duration wall, Duration cpu, long memoryBytes, int processes, long fileBytes, int outputBytes) {

    public static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(10), Duration.ofSeconds(6), 512L << 20, 16, 16L << 20, 1 << 20);

    public Limits {
        positive("wall", wall.toMillis());
        positive("cpu", cpu.toMillis());
        positive("processes", processes);
        positive("outputBytes", outputBytes);
        if (memoryBytes < 1 << 20) {
            throw new IllegalArgumentException("memoryBytes must be at least 1 MiB: " + memoryBytes);
        }
        if (fileBytes < 0) {
            throw new IllegalArgumentException("fileBytes must not be negative: " + fileBytes);
        }
    }

    /** The same with other times. */
    public Limits within(Duration newWall, Duration newCpu) {
        return new Limits(newWall, newCpu, memoryBytes, processes, fileBytes, outputBytes);
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
