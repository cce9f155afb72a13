package dev.caravan.verifier.code;

import dev.caravan.verifier.code.pool.SandboxPool;
import dev.caravan.verifier.code.pool.SandboxPools;
import dev.caravan.verifier.code.run.BrokenSandboxException;
import dev.caravan.verifier.code.run.Tested;
import dev.caravan.verifier.sandbox.SandboxSettings;
import dev.caravan.verifier.sandbox.Tier;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A verifier that runs the program of a completion, its last fenced block or all of it, in a sandbox. Settings are {@link SandboxSettings}'.
 */
public abstract sealed class ProgramVerifier implements Verifier, MeterBinder permits CodeVerifier, StdioVerifier {

    private static final String MINIMUM = "sandbox";

    /** For a sandbox to start, and for a killed program to be gone. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    /** Others who share the pool may be served first, twice over. */
    private static final int QUEUE = 3;

    private SandboxPools pools = new SandboxPools();
    private @Nullable SandboxPool pool;

    ProgramVerifier() {}

    /** Runs its programs in the pools of its host, who closes them; to be said before it is started. */
    public final void share(SandboxPools hosts) {
        pools = hosts;
    }

    @Override
    public final String version() {
        return "1";
    }

    @Override
    public final void start(Options options) {
        SandboxSettings settings = SandboxSettings.of(options.only(SandboxSettings.KEYS));
        pool = pools.of(settings);
        if (options.values().containsKey(MINIMUM) && settings.minimum() != Tier.UNSAFE) {
            pool.demand();
        }
    }

    @Override
    public final void bindTo(MeterRegistry meters) {
        pool().bindTo(meters);
    }

    @Override
    public final Optional<Pace> pace() {
        Duration alone = longest();
        return Optional.of(new Pace(
                Math.max(1, pool().slots() / slotsPerCheck()),
                alone.multipliedBy(QUEUE).plus(SLACK)));
    }

    @Override
    public final Verdict verify(Submission submission) {
        CodeOptions options = options(submission.options());
        Check check = check(submission, options);
        String program = ProgramText.of(submission.completion());
        if (program.isBlank()) {
            return Verdict.wrong("there is no program");
        }
        try {
            return options.scoring().verdict(check.run(program, pool()));
        } catch (BrokenSandboxException e) {
            return new Verdict.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    @Override
    public final Optional<String> problem(String groundTruth, Options options) {
        try {
            check(Submission.of("", groundTruth), options(options));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Ends its programs, and what else runs in its pool. */
    @Override
    public final void close() {
        pools.close();
    }

    abstract CodeOptions options(Options options);

    /** @throws IllegalArgumentException saying what is wrong with the ground truth */
    abstract Check check(Submission submission, CodeOptions options);

    abstract int slotsPerCheck();

    /** The longest that a check with any options may take where it need not wait for a slot. */
    abstract Duration longest();

    private SandboxPool pool() {
        SandboxPool known = pool;
        return known == null ? pools.of(SandboxSettings.defaults()) : known;
    }

    /** A ground truth that is ready to be run against. */
    @FunctionalInterface
    interface Check {
        Tested run(String program, SandboxPool pool) throws BrokenSandboxException;
    }
}
