package dev.caravan.learner.stage;

import dev.caravan.learner.DpoSettings;
import dev.caravan.learner.GrpoSettings;
import dev.caravan.learner.SftSettings;
import dev.caravan.learner.StageSettings;
import dev.caravan.learner.checkpoint.Checkpoint;
import dev.caravan.learner.checkpoint.CheckpointStore;
import dev.caravan.learner.weights.PublishedVersions;
import dev.caravan.learner.weights.Versions;
import dev.caravan.learner.weights.WeightPublisher;
import dev.caravan.policy.Torch;
import dev.caravan.policy.Trainer;
import dev.caravan.policy.optimizer.LearningRate;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.StageFinished;
import dev.caravan.schemas.StageRequested;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.WeightRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one stage from its request to its end: finds where the run is, starts the stage or goes on with it, and leaves its model in a
 * folder.
 *
 * <p>Between two stages a run is a model folder and a weight version; the next stage starts from those with a fresh optimizer. Within a
 * stage it is the newest checkpoint. A request for a stage that has ended is answered again.
 */
final class StageRunner {

    private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

    /** Kind of a stage that trains nothing: it publishes the model that the run starts from. */
    private static final String BASE = "base";

    private final StageContext context;
    private final Torch torch;
    private final StageRequested request;
    private final CheckpointStore checkpoints;
    private final Instant began;

    StageRunner(StageContext context, Torch torch) {
        this.context = context;
        this.torch = torch;
        this.request = context.request();
        this.began = context.clock().instant();
        requirePathSafe("run", context.run());
        requirePathSafe("stage", request.getStage());
        this.checkpoints = new CheckpointStore(
                context.runFolder().resolve("checkpoints"), context.settings().keepCheckpoints());
    }

    /**
     * Runs the stage to its end and announces that.
     *
     * @throws CaravanException if it cannot be run; the message says why
     * @throws StoppedException if the service was asked to stop
     */
    void run() {
        Optional<CheckpointStore.Stored> newest = checkpoints.newest();
        Optional<CheckpointStore.Stored> own =
                newest.filter(stored -> stored.checkpoint().stageIndex() == request.getIndex());
        if (own.isPresent() && own.get().checkpoint().finished()) {
            LOG.atInfo()
                    .addKeyValue("run", context.run())
                    .addKeyValue("stage", request.getStage())
                    .log("stage has ended before, saying so again");
            announce(own.get().checkpoint());
        } else if (own.isPresent()) {
            resume(own.get());
        } else {
            begin(newest.map(CheckpointStore.Stored::checkpoint));
        }
    }

    private void begin(Optional<Checkpoint> before) {
        before.ifPresent(this::requireEnded);
        String folder = before.map(Checkpoint::model).orElse(request.getModel());
        ModelFolder model = ModelFolder.load(Path.of(folder));
        WeightPublisher publisher = context.publisher(model);
        long version = before.map(Checkpoint::version).orElse(0L);
        if (before.isEmpty()) {
            publisher.publish(version, model.weights(), 0);
        }
        publisher.startFrom(model.weights());
        Checkpoint start = new Checkpoint(
                context.run(),
                request.getIndex(),
                request.getStage(),
                request.getKind(),
                request.getSeed(),
                0,
                false,
                version,
                new TreeMap<>(Map.of(version, model.weights().digest())),
                folder,
                "",
                new TreeMap<>(context.kafka().endOffsets(Topics.GROUPS)),
                context.kafka().endOffsets(Topics.WEIGHTS).getOrDefault(0, 0L),
                Map.of());
        if (request.getKind().equals(BASE)) {
            end(start.ended(folder));
            return;
        }
        StageSettings settings = settings();
        Versions versions = new Versions(start, publisher);
        try (Trainer trainer = trainer(settings, model);
                Steps steps = new StepsFactory(context, torch, model).make(settings, start, versions, trainer)) {
            Checkpoint first = start.reading(steps.inputs());
            // Before the first request goes out: what comes back must be found again after a crash.
            checkpoints.write(first, CheckpointStore.Content.NONE);
            train(first, model, settings, versions, trainer, steps);
        }
    }

    private void resume(CheckpointStore.Stored stored) {
        Checkpoint start = stored.checkpoint();
        if (!start.kind().equals(request.getKind())
                || !start.stage().equals(request.getStage())
                || start.seed() != request.getSeed()) {
            throw new CaravanException("stage " + request.getIndex() + " of run " + context.run() + " was begun as "
                    + start.stage() + " (" + start.kind() + ", seed " + start.seed() + "), but is asked for as "
                    + request.getStage() + " (" + request.getKind() + ", seed " + request.getSeed()
                    + "); continue it as it was, or start a new run");
        }
        LOG.atInfo()
                .addKeyValue("run", context.run())
                .addKeyValue("stage", start.stage())
                .addKeyValue("step", start.step())
                .addKeyValue("version", start.version())
                .addKeyValue("checkpoint", stored.folder())
                .log("stage goes on");
        ModelFolder model = ModelFolder.load(Path.of(start.model()));
        StageSettings settings = settings();
        Versions versions = new Versions(start, context.publisher(model));
        try (LogReader<WeightRecord> weights =
                context.kafka().reader(Topics.WEIGHTS, From.offsets(Map.of(0, start.weightsOffset())))) {
            versions.replay(PublishedVersions.read(weights, context.run()));
        }
        try (Trainer trainer = trainer(settings, model);
                Steps steps = new StepsFactory(context, torch, model).make(settings, start, versions, trainer)) {
            if (!steps.inputs().equals(start.inputs())) {
                throw new CaravanException("stage " + start.stage() + " of run " + context.run()
                        + " was begun on other data (" + start.inputs() + ", now " + steps.inputs()
                        + "); resume it with the input range and settings that it was begun with, or start a new run");
            }
            if (start.step() > 0) {
                trainer.restore(stored.folder().resolve(Checkpoint.TRAINER));
            }
            train(start, model, settings, versions, trainer, steps);
        }
    }

    private void train(
            Checkpoint start,
            ModelFolder model,
            StageSettings settings,
            Versions versions,
            Trainer trainer,
            Steps steps) {
        LearningRate rate = settings.optimizer().learningRate(steps.count());
        Map<String, Double> metrics = new StepLoop(context, start, steps, trainer, rate, versions, checkpoints).run();
        model.with(trainer.publish()).save(context.modelFolder());
        end(start.at(steps.count(), versions.digests(), new TreeMap<>(), start.weightsOffset(), metrics)
                .ended(context.modelFolder().toString()));
    }

    private void end(Checkpoint end) {
        checkpoints.write(end, CheckpointStore.Content.NONE);
        announce(end);
    }

    private void announce(Checkpoint end) {
        context.log()
                .finished(StageFinished.newBuilder()
                        .setIndex(end.stageIndex())
                        .setStage(end.stage())
                        .setVersion(end.version())
                        .setDigest(end.digest())
                        .setSeconds(Duration.between(began, context.clock().instant())
                                        .toMillis()
                                / 1000.0)
                        .setModel(end.model())
                        .setMetrics(end.metrics())
                        .build());
        LOG.atInfo()
                .addKeyValue("run", context.run())
                .addKeyValue("stage", end.stage())
                .addKeyValue("version", end.version())
                .addKeyValue("digest", end.digest())
                .addKeyValue("model", end.model())
                .log("stage ended");
    }

    private Trainer trainer(StageSettings settings, ModelFolder model) {
        return new Trainer(
                torch, model.config(), model.weights(), settings.optimizer().adamW());
    }

    private StageSettings settings() {
        SettingsBinder binder = SettingsBinder.text(
                "settings of stage " + request.getStage() + " of run " + context.run(), request.getSettings());
        return switch (request.getKind()) {
            case "sft" -> binder.bind(SftSettings.class);
            case "dpo" -> binder.bind(DpoSettings.class);
            case "grpo" -> binder.bind(GrpoSettings.class);
            default ->
                throw new CaravanException("stage " + request.getStage() + " of run " + context.run()
                        + " is of the kind " + request.getKind() + "; there are base, sft, dpo and grpo");
        };
    }

    private void requireEnded(Checkpoint before) {
        if (before.stageIndex() > request.getIndex()) {
            throw new CaravanException("run " + context.run() + " is at stage " + before.stageIndex() + " ("
                    + before.stage() + ") already; stage " + request.getIndex() + " (" + request.getStage()
                    + ") cannot be run again; start a new run");
        }
        if (!before.finished()) {
            throw new CaravanException("stage " + before.stageIndex() + " (" + before.stage() + ") of run "
                    + context.run() + " has not ended; ask for it again before stage " + request.getIndex());
        }
    }

    private static void requirePathSafe(String what, String name) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
            throw new CaravanException("the name of a " + what + " becomes a folder and must be letters, digits, dots,"
                    + " dashes and underscores, got '" + name + "'");
        }
    }
}
