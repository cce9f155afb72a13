package dev.caravan.verifier;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.DeadLetters;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.Lease;
import dev.caravan.runtime.kafka.WorkQueue;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.service.Routes;
import dev.caravan.runtime.service.Service;
import dev.caravan.runtime.service.ServiceThread;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Metric;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.schemas.Wire;
import dev.caravan.verifier.code.ProgramVerifier;
import dev.caravan.verifier.code.http.CodeRoutes;
import dev.caravan.verifier.compare.Shadow;
import dev.caravan.verifier.group.GroupChecks;
import dev.caravan.verifier.sandbox.SandboxSettings;
import dev.caravan.verifier.spi.Options;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases completions from the share group {@code verifiers}, judges them and publishes them with their verdicts on {@code scores}, under the
 * same key; settles a lease when the broker has the score. Leases are judged and settled independently of each other, so that a slow
 * check holds up its batch at most.
 *
 * <p>An ERROR that a retry may help gives the completion back until it has been tried {@code attempts} times; after that it is published with
 * the ERROR and without a reward, and dead-lettered, so that its group need not wait for it. A completion that may be judged twice
 * gets the same id and, verifiers being functions of what they are given, the same verdict.
 *
 * <p>What verifiers of whole groups have to say is added later, when the group is there: see {@link GroupChecks}. A plug-in that changes takes
 * effect between two batches.
 *
 * <p>Shadow verifiers are asked about the same completions afterwards, on other threads, and change nothing of this: see {@link Shadow}.
 *
 * <p>The meter {@code caravan.verifier.latency} is the time from a completion's end to its score.
 */
public final class VerifierService implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(VerifierService.class);
    private static final String NAME = "verifier-service";
    private static final String GROUP = "verifiers";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SHADOW_THREADS = 1;

    private final VerifierSettings settings;
    private final Kafka kafka;
    private final Judge judge;
    private final Timer latency;
    private final Tally tally;
    private final ServiceThread thread;
    private final CodeRoutes codeRoutes;
    private final Judge shadowJudge;
    private final List<Shadow> shadows;
    private final GroupChecks groups;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable Clients clients;

    /**
     * The service with every verifier on the class path, those of plug-ins, and those that workers are.
     *
     * @throws CaravanException if one of them cannot be loaded
     */
    public VerifierService(VerifierSettings settings, Kafka kafka, MeterRegistry meters) {
        this(settings, kafka, meters, VerifierRegistry.of(settings, kafka));
    }

    /** The service with these verifiers, which it closes. */
    VerifierService(VerifierSettings settings, Kafka kafka, MeterRegistry meters, VerifierRegistry registry) {
        this.settings = settings;
        this.kafka = kafka;
        this.judge = new Judge(registry, settings.judge(), settings.verifiers(), meters);
        Options sandbox = new Options(settings.verifiers().getOrDefault("code", Map.of()));
        this.codeRoutes = new CodeRoutes(registry.sandboxes().of(SandboxSettings.of(sandbox)), settings.maxBody());
        this.latency = Timer.builder("caravan.verifier.latency")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.groups = new GroupChecks(kafka, judge, settings.work(), settings.attempts());
        this.tally = new Tally(NAME, settings.report(), System.nanoTime());
        this.thread = new ServiceThread(NAME, PATIENCE, this::step);
        JudgeSettings aside = new JudgeSettings(
                SHADOW_THREADS, settings.judge().limit(), settings.judge().hung());
        this.shadowJudge = judge.beside(aside, meters, "caravan.shadow");
        this.shadows = settings.shadow().stream()
                .map(shadow -> new Shadow(shadow, kafka, shadowJudge, meters))
                .toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    /** {@code POST /v1/verify} and its description, and the shapes of other code judges, for a host to mount. */
    public Routes routes() {
        return routes(judge, codeRoutes, settings.maxBody(), settings.maxItems());
    }

    static Routes routes(Judge judge, CodeRoutes code, Size maxBody, int maxItems) {
        return (vertx, router) -> {
            new VerifyRoutes(judge, maxBody, maxItems).mount(vertx, router);
            code.mount(vertx, router);
            new DescriptionRoutes().mount(vertx, router);
        };
    }

    /** @throws CaravanException if programs cannot be run as safely as the settings demand */
    @Override
    public void start() {
        List<ProgramVerifier> programs = judge.registry().programVerifiers();
        if (!programs.isEmpty()) {
            programs.forEach(verifier -> judge.start(verifier.name()));
            judge.registry().sandboxes().start();
        }
        clients = new Clients(
                kafka.queue(Topics.COMPLETIONS, GROUP, settings.work()), kafka.writer(NAME), kafka.deadLetters(NAME));
        settings.workers().keySet().forEach(judge::start);
        thread.start();
        groups.start();
        shadows.forEach(Shadow::start);
        LOG.atInfo().addKeyValue("verifiers", judge.registry().names()).log("verifying");
    }

    @Override
    public Health health() {
        Health own = thread.health();
        if (own.state() != Health.State.UP) {
            return own;
        }
        Health ofGroups = groups.health();
        if (ofGroups.state() != Health.State.UP) {
            return ofGroups;
        }
        // A shadow that has failed is said and no more: what is live goes on.
        return shadows.stream()
                .map(Shadow::health)
                .filter(health -> health.state() == Health.State.DOWN)
                .findFirst()
                .map(down -> Health.up(down.detail()))
                .orElse(own);
    }

    @Override
    public void close() {
        shadows.forEach(Shadow::close);
        shadowJudge.close();
        thread.close();
        groups.close();
        judge.close();
        if (clients != null) {
            clients.close();
        }
    }

    private void step() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new CaravanException("scoring failed: " + failed.getMessage(), failed);
        }
        Clients open = clients;
        if (open == null) {
            throw new IllegalStateException("not started");
        }
        List<Lease<Completion>> leases = open.queue().poll(POLL);
        judge.registry().batch(() -> leases.forEach(lease -> take(lease, open)));
        for (Metric metric : tally.drainIfDue(System.nanoTime())) {
            open.writer().send(Topics.METRICS, metric.getRun(), metric);
        }
    }

    private void take(Lease<Completion> lease, Clients open) {
        Completion completion = lease.record().value();
        if (completion == null) {
            lease.reject("a completion without a value");
            return;
        }
        List<VerifierSpec> awaits = completion.getVerifiers().stream()
                .filter(spec -> judge.registry().judgesGroups(spec.getName()))
                .toList();
        List<VerifierSpec> alone = completion.getVerifiers().stream()
                .filter(spec -> !awaits.contains(spec))
                .toList();
        CompletableFuture<Void> unused = judge.judge(alone, completion)
                .thenCompose(judgement -> conclude(lease, completion, judgement, awaits, open))
                .whenComplete((done, error) -> {
                    if (error != null) {
                        failure.compareAndSet(null, error);
                    }
                });
    }

    /** Publishes and settles, or gives back. Runs on a checking thread, many at a time. */
    private CompletableFuture<Void> conclude(
            Lease<Completion> lease,
            Completion completion,
            Judgement judgement,
            List<VerifierSpec> awaits,
            Clients open) {
        if (judgement.failed()) {
            if (judgement.retryHelps() && lease.attempt() < settings.attempts()) {
                LOG.atDebug()
                        .addKeyValue("record", lease.record().location())
                        .addKeyValue("attempt", lease.attempt())
                        .addKeyValue("reason", judgement.reason())
                        .log("verification failed; trying again");
                lease.retry();
                return CompletableFuture.completedFuture(null);
            }
            // What was aborted, its rollout worker has dead-lettered.
            if (completion.getFinishReason() != FinishReason.ABORTED) {
                deadLetter(lease, completion, judgement, open);
            }
        }
        Instant now = Instant.now();
        Scored.Builder scored = Scored.newBuilder()
                .setCompletion(completion)
                .setVerdicts(judgement.verdicts())
                .setAwaits(awaits)
                .setScoredAt(now);
        Double reward = judgement.reward();
        if (reward != null) {
            scored.setReward(reward);
        }
        Duration took = Duration.between(completion.getFinishedAt(), now);
        latency.record(took.isNegative() ? Duration.ZERO : took);
        tally.add(completion.getRun(), judgement.verdicts(), took);
        return open.writer()
                .send(Topics.SCORES, completion.getGroupId(), scored.build())
                .thenRun(lease::done);
    }

    private static void deadLetter(Lease<Completion> lease, Completion completion, Judgement judgement, Clients open) {
        open.deadLetters()
                .send(open.deadLetters()
                        .about(lease.record().location())
                        .setRun(completion.getRun())
                        .setKey(lease.record().key())
                        .setError("VerificationFailed")
                        .setReason("completion " + completion.getId() + ": " + judgement.reason())
                        .setRetriable(judgement.retryHelps())
                        .setAttempts(lease.attempt())
                        .setPayload(ByteBuffer.wrap(Wire.encode(completion)))
                        .build());
    }

    private record Clients(WorkQueue<Completion> queue, EventWriter writer, DeadLetters deadLetters)
            implements AutoCloseable {

        /** The writer first: its acknowledgements settle leases. */
        @Override
        public void close() {
            writer.close();
            queue.close();
        }
    }
}
