package dev.caravan.verifier;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.check.CheckHost;
import dev.caravan.verifier.check.Starts;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.GroupVerifier;
import dev.caravan.verifier.spi.GroupVerifier.Candidate;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;

/**
 * Judges completions with the verifiers of a registry, each check for a limited time. Whatever a verifier does, a verdict comes of it: what it
 * throws, and its silence, are ERROR. Thread-safe.
 *
 * <p>Meters: those of {@link CheckHost}, named {@code caravan.verifier.…}.
 */
public final class Judge implements AutoCloseable {

    private static final int MAX_REASON = 500;

    private final VerifierRegistry registry;
    private final Starts starts;
    private final CheckHost host;
    private final boolean ownsRegistry;

    /** A judge with its own threads, whose verifiers have no settings; it closes the registry. */
    public Judge(VerifierRegistry registry, JudgeSettings settings, MeterRegistry meters) {
        this(registry, settings, Map.of(), meters);
    }

    /**
     * A judge with its own threads; it closes the registry.
     *
     * @param verifiers settings by verifier's name; see {@link Verifier#start}
     * @throws SettingsException if they name a verifier that there is not, or one refuses its own
     */
    public Judge(
            VerifierRegistry registry,
            JudgeSettings settings,
            Map<String, Map<String, String>> verifiers,
            MeterRegistry meters) {
        this(registry, new Starts(verifiers, meters), settings, meters, "caravan.verifier", true);
        for (String name : starts.configured()) {
            Verifier verifier = registry.find(name)
                    .orElseThrow(() -> new SettingsException("verifiers." + name + ": " + registry.unknown(name)));
            starts.startEagerly(verifier);
        }
    }

    private Judge(
            VerifierRegistry registry,
            Starts starts,
            JudgeSettings settings,
            MeterRegistry meters,
            String prefix,
            boolean ownsRegistry) {
        this.registry = registry;
        this.starts = starts;
        this.host = new CheckHost(
                starts,
                new CheckHost.Limits(settings.threads(), settings.limit(), settings.hung(), settings.cache()),
                meters,
                prefix);
        this.ownsRegistry = ownsRegistry;
        registry.follow(new VerifierRegistry.Follower() {
            @Override
            public void arriving(Verifier verifier) {
                starts.startOrRefuse(verifier);
            }

            @Override
            public void gone(Verifier verifier) {
                host.forget(verifier);
                starts.forget(verifier);
            }
        });
    }

    /**
     * A judge of the same verifiers on other threads, so that its work never delays this one's. Close it before this one.
     *
     * @param prefix of its meters' names
     */
    public Judge beside(JudgeSettings settings, MeterRegistry meters, String prefix) {
        return new Judge(registry, starts, settings, meters, prefix, false);
    }

    /** The verifiers that it can ask. */
    public VerifierRegistry registry() {
        return registry;
    }

    /**
     * Judges one completion. The future never fails; it completes on a checking thread, or on this one if there is nothing to check.
     *
     * @param specs the verifiers to ask, with what they need to know
     * @param prompt the prompt as text; empty if unknown
     * @param finish how it ended; an ABORTED completion is not judged, its verdicts are ERROR
     */
    public CompletableFuture<Judgement> judge(
            List<VerifierSpec> specs, String completion, String prompt, Finish finish) {
        return judge(specs, completion, prompt, finish, Submission.UNKNOWN);
    }

    /**
     * Judges one completion whose length in tokens is known; see the other {@code judge}.
     *
     * @param tokens {@link Submission#UNKNOWN} if it is not
     */
    public CompletableFuture<Judgement> judge(
            List<VerifierSpec> specs, String completion, String prompt, Finish finish, int tokens) {
        List<CompletableFuture<Outcome>> checks = new ArrayList<>(specs.size());
        for (VerifierSpec spec : specs) {
            checks.add(check(spec, completion, prompt, finish, tokens));
        }
        if (checks.size() == 1) {
            return checks.get(0).thenApply(outcome -> judgement(List.of(outcome)));
        }
        return CompletableFuture.allOf(checks.toArray(new CompletableFuture<?>[0]))
                .thenApply(done ->
                        judgement(checks.stream().map(CompletableFuture::join).toList()));
    }

    /** Judges a completion of the log, by its own aggregation; see the other {@code judge}. */
    public CompletableFuture<Judgement> judge(List<VerifierSpec> specs, Completion completion) {
        int tokens = completion.getTokens().size();
        return judge(specs, completion.getText(), completion.getPromptText(), finish(completion), tokens)
                .thenApply(judgement -> judgement.by(completion.getAggregation()));
    }

    /**
     * Judges completions of one prompt against each other. The future never fails.
     *
     * @param spec names a verifier of groups
     * @param group the completions with the rewards that they have so far
     * @return a judgement of each, in their order, of this verifier alone
     */
    public CompletableFuture<List<Judgement>> judgeGroup(VerifierSpec spec, List<Scored> group) {
        if (group.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        VerifierUse use = registry.use(spec.getName()).orElse(null);
        if (use == null || !(use.verifier() instanceof GroupVerifier verifier)) {
            if (use != null) {
                use.close();
            }
            Verdict failed = new Verdict.Failed(
                    use == null ? registry.unknown(spec.getName()) : spec.getName() + " does not judge groups", false);
            return CompletableFuture.completedFuture(
                    Collections.nCopies(group.size(), judgement(List.of(outcome(spec, "", failed, 0)))));
        }
        List<Candidate> candidates =
                group.stream().map(scored -> candidate(spec, scored)).toList();
        String version = verifier.version();
        return host.checkGroup(verifier, candidates)
                .thenApply(all -> all.stream()
                        .map(checked -> judgement(List.of(outcome(spec, version, checked.verdict(), checked.nanos()))))
                        .toList())
                .whenComplete((judgements, error) -> use.close());
    }

    private static Candidate candidate(VerifierSpec spec, Scored scored) {
        Completion completion = scored.getCompletion();
        Double reward = scored.getReward();
        return new Candidate(
                new Submission(
                        completion.getText(),
                        spec.getGroundTruth(),
                        new Options(spec.getOptions()),
                        completion.getPromptText(),
                        finish(completion),
                        completion.getTokens().size()),
                reward == null ? OptionalDouble.empty() : OptionalDouble.of(reward));
    }

    private static Finish finish(Completion completion) {
        return switch (completion.getFinishReason()) {
            case STOP -> Finish.STOP;
            case LENGTH -> Finish.LENGTH;
            case ABORTED -> Finish.ABORTED;
        };
    }

    /**
     * Starts a verifier now instead of at its first check.
     *
     * @throws CaravanException if there is none of that name or it does not start
     */
    void start(String name) {
        starts.startOrRefuse(registry.find(name).orElseThrow(() -> new CaravanException(registry.unknown(name))));
    }

    /** Checks that wait for a thread. */
    public int waiting() {
        return host.waiting();
    }

    /** Stops checking; judgements that are not complete never will be. */
    @Override
    public void close() {
        host.close();
        if (ownsRegistry) {
            registry.close();
        }
    }

    private CompletableFuture<Outcome> check(
            VerifierSpec spec, String completion, String prompt, Finish finish, int tokens) {
        VerifierUse use = registry.use(spec.getName()).orElse(null);
        if (use == null) {
            // Unknown names come from outside: as a label they would grow the meters without bound.
            return CompletableFuture.completedFuture(
                    outcome(spec, "", new Verdict.Failed(registry.unknown(spec.getName()), false), 0));
        }
        return check(use.verifier(), spec, completion, prompt, finish, tokens)
                .whenComplete((outcome, error) -> use.close());
    }

    private CompletableFuture<Outcome> check(
            Verifier verifier, VerifierSpec spec, String completion, String prompt, Finish finish, int tokens) {
        if (!(spec.getWeight() > 0 && Double.isFinite(spec.getWeight()))) {
            Verdict invalid = new Verdict.Failed("weight must be above 0: " + spec.getWeight(), false);
            return CompletableFuture.completedFuture(outcome(spec, verifier.version(), invalid, 0));
        }
        if (finish == Finish.ABORTED) {
            // Nobody finished it: that says nothing about the policy.
            Verdict aborted = new Verdict.Failed("the completion was aborted; it is not judged", false);
            return CompletableFuture.completedFuture(outcome(spec, verifier.version(), aborted, 0));
        }
        Submission submission = new Submission(
                completion, spec.getGroundTruth(), new Options(spec.getOptions()), prompt, finish, tokens);
        return host.check(verifier, submission)
                .thenApply(checked -> outcome(spec, verifier.version(), checked.verdict(), checked.nanos()));
    }

    private static Outcome outcome(VerifierSpec spec, String version, Verdict verdict, long nanos) {
        VerdictStatus status = verdict instanceof Verdict.Scored
                ? VerdictStatus.SCORED
                : verdict instanceof Verdict.Undecided ? VerdictStatus.UNDECIDED : VerdictStatus.ERROR;
        String reason = verdict.reason();
        return new Outcome(
                dev.caravan.schemas.Verdict.newBuilder()
                        .setVerifier(spec.getName())
                        .setVersion(version)
                        .setStatus(status)
                        .setScore(verdict instanceof Verdict.Scored scored ? scored.score() : 0)
                        .setReason(reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "…")
                        .setWeight(spec.getWeight())
                        .setMillis(nanos / 1e6)
                        .build(),
                !(verdict instanceof Verdict.Failed failed) || failed.retriable());
    }

    private static Judgement judgement(List<Outcome> outcomes) {
        return new Judgement(
                outcomes.stream().map(Outcome::verdict).toList(),
                outcomes.stream().allMatch(Outcome::retryHelps));
    }

    /** A verdict for the log, and whether trying again may change it if it is ERROR. */
    private record Outcome(dev.caravan.schemas.Verdict verdict, boolean retryHelps) {}
}
