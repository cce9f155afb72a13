package dev.caravan.verifier.spi;

import java.util.Optional;
import java.util.Set;

/**
 * Judges a completion against a ground truth. Found with {@link java.util.ServiceLoader}, hence a public class with a public
 * constructor without parameters.
 *
 * <p>One instance serves all checks of a process, several at a time: implementations keep no state between checks. A verdict
 * depends on nothing but the submission, so that history can be scored again and give the same rewards.
 *
 * <p>Each check has a wall-clock limit set by the host. A check that overruns it is reported as an error and its thread is
 * interrupted and given up, so work that can take long should watch for interruption.
 */
public interface Verifier extends AutoCloseable {

    /** The name that prompts refer to; lower case, unique in a process; strangers prefix theirs, as in {@code acme.sql}. */
    String name();

    /** Changes whenever a verdict may change; it is recorded with every verdict, with the digest of the plug-in if it came in one. */
    String version();

    /**
     * Called once, before the first check, with what the host's settings say under {@code verifiers.NAME}.
     *
     * @throws IllegalArgumentException if there is a setting that this verifier does not know or cannot use: the host does not start
     */
    default void start(Options settings) {
        settings.only(Set.of());
    }

    /** How its checks are run; empty for verifiers that only compute, which the host runs on its own few threads. Asked after {@link #start}. */
    default Optional<Pace> pace() {
        return Optional.empty();
    }

    /**
     * Whether the host may give the verdict of an equal submission again instead of asking. By default it may where the verifier only
     * computes: what a program or an endpoint said once it may not say again. Errors are never given again. Asked after {@link #start}.
     */
    default boolean cacheable() {
        return pace().isEmpty();
    }

    /**
     * Judges one completion.
     *
     * @throws IllegalArgumentException if the ground truth or the options are not ones that {@link #problem} accepts: an error
     *     that no retry helps. Anything else thrown counts as an error that a retry may help.
     */
    Verdict verify(Submission submission);

    /**
     * Says what is wrong with a ground truth or the options, before anything is trained on them; empty if nothing is.
     * Completions are never at fault here.
     */
    default Optional<String> problem(String groundTruth, Options options) {
        return Optional.empty();
    }

    /** Frees what the verifier holds. No check runs any more. */
    @Override
    default void close() {}
}
