package dev.caravan.verifier.sandbox;

import dev.caravan.verifier.spi.Options;
import java.util.List;
import java.util.Set;

/**
 * How programs are run.
 *
 * @param minimum the weakest tier that is accepted; {@link Tier#UNSAFE} runs programs even where nothing holds them
 * @param slots programs that run at a time, 1 to 256
 * @param user the first of {@code slots} unused user ids that programs run as where the service is root; ignored elsewhere
 * @param python the interpreter: a path, or a name to look for on the PATH
 * @param java likewise
 * @param node likewise
 * @param wrapper what slots are started through, such as {@code nice -n 19}; empty for nothing
 */
public record SandboxSettings(
        Tier minimum, int slots, int user, String python, String java, String node, List<String> wrapper) {

    /** The options that {@link #of} reads. */
    public static final Set<String> KEYS = Set.of("sandbox", "slots", "user", "python", "java", "node", "wrapper");

    private static final int MOST_SLOTS = 256;

    public SandboxSettings {
        wrapper = List.copyOf(wrapper);
        if (slots < 1 || slots > MOST_SLOTS) {
            throw new IllegalArgumentException("slots must be 1 to " + MOST_SLOTS + ": " + slots);
        }
        if (user < 1) {
            throw new IllegalArgumentException("user must be a user id other than root's: " + user);
        }
    }

    /** Two slots per core: a function check holds two, of which one waits for the other. */
    public static SandboxSettings defaults() {
        return of(Options.NONE);
    }

    /**
     * From a verifier's settings.
     *
     * @throws IllegalArgumentException naming a value that does not fit
     */
    public static SandboxSettings of(Options options) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new SandboxSettings(
                options.choice("sandbox", Tier.LANDLOCK),
                options.number("slots", Math.min(MOST_SLOTS, 2 * cores), 1, MOST_SLOTS),
                options.number("user", 60_001, 1, Integer.MAX_VALUE - MOST_SLOTS),
                options.text("python", "python3"),
                options.text("java", "java"),
                options.text("node", "node"),
                words(options.text("wrapper", "")));
    }

    /** The same with other users. */
    public SandboxSettings withUser(int first) {
        return new SandboxSettings(minimum, slots, first, python, java, node, wrapper);
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
    }
}
