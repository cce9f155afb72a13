package dev.caravan.verifier;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.service.Routes;
import dev.caravan.runtime.service.Service;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Topics;
import dev.caravan.verifier.code.ProgramVerifier;
import dev.caravan.verifier.code.http.CodeRoutes;
import dev.caravan.verifier.compare.Shadow;
import dev.caravan.verifier.completion.CompletionChecks;
import dev.caravan.verifier.group.GroupChecks;
import dev.caravan.verifier.lease.LeaseLoop;
import dev.caravan.verifier.lease.Retries;
import dev.caravan.verifier.lease.Solitude;
import dev.caravan.verifier.lease.Source;
import dev.caravan.verifier.sandbox.SandboxSettings;
import dev.caravan.verifier.spi.Options;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases completions from the share group {@code verifiers}, judges them and publishes them with their verdicts on {@code scores}: see
 * {@link CompletionChecks} for one of them and {@link LeaseLoop} for how they are leased, and what becomes of one that ends the process. A
 * completion that may be judged twice gets the same id and, verifiers being functions of what they are given, the same verdict.
 *
 * <p>What verifiers of whole groups have to say is added later, when the group is there: see {@link GroupChecks}. A plug-in that changes takes
 * effect between two batches.
 *
 * <p>Shadow verifiers are asked about the same completions afterwards, on other threads, and change nothing of this: see {@link Shadow}.
 */
public final class VerifierService implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(VerifierService.class);
    private static final String NAME = "verifier-service";
    private static final String GROUP = "verifiers";
    private static final int SHADOW_THREADS = 1;

    private final VerifierSettings settings;
    private final Judge judge;
    private final LeaseLoop<Completion> loop;
    private final CodeRoutes codeRoutes;
    private final Judge shadowJudge;
    private final List<Shadow> shadows;
    private final GroupChecks groups;

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
        this.judge = new Judge(registry, settings.judge(), settings.verifiers(), meters);
        Options sandbox = new Options(settings.verifiers().getOrDefault("code", Map.of()));
        this.codeRoutes = new CodeRoutes(registry.sandboxes().of(SandboxSettings.of(sandbox)), settings.maxBody());
        Solitude solitude = new Solitude();
        this.loop = new LeaseLoop<>(
                new Source<>(Topics.COMPLETIONS, GROUP, settings.work(), false),
                kafka,
                registry,
                solitude,
                new CompletionChecks(NAME, kafka, judge, new Retries(settings.attempts()), settings.report(), meters));
        this.groups = new GroupChecks(kafka, judge, solitude, settings.work(), settings.attempts());
        JudgeSettings aside = new JudgeSettings(
                SHADOW_THREADS, settings.judge().limit(), settings.judge().hung());
        this.shadowJudge = judge.beside(aside, meters, "caravan.shadow");
        this.shadows = settings.shadow().stream()
                .map(shadow -> new Shadow(shadow, kafka, shadowJudge, solitude, meters))
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
        settings.workers().keySet().forEach(judge::start);
        loop.start();
        groups.start();
        shadows.forEach(Shadow::start);
        LOG.atInfo().addKeyValue("verifiers", judge.registry().names()).log("verifying");
    }

    @Override
    public Health health() {
        Health own = loop.health();
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
        loop.close();
        groups.close();
        judge.close();
    }
}
