package dev.caravan.learner;

import static dev.caravan.schemas.WeightKind.ANCHOR;
import static dev.caravan.schemas.WeightKind.PATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.learner.algorithm.Grpo;
import dev.caravan.learner.algorithm.Rollout;
import dev.caravan.learner.algorithm.Update;
import dev.caravan.learner.rollout.RolloutPlan;
import dev.caravan.learner.rollout.TrainingPrompt;
import dev.caravan.policy.Seeds;
import dev.caravan.policy.Torch;
import dev.caravan.policy.Trainer;
import dev.caravan.policy.text.Tokenizer;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.InputRange;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.RunFailed;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.StageFinished;
import dev.caravan.schemas.StageProgress;
import dev.caravan.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The learner against a real broker, real training and real generation. */
class LearnerServiceTest {

    private static final String GRPO =
            """
            {"steps": 6, "prompts_per_step": 3, "group_size": 4, "max_tokens": 8, "staleness": %d, "minibatches": 2,
             "micro_batch_tokens": 64, "kl_coefficient": %s, "optimizer": {"lr": 2e-5, "decay": "constant", "warmup_steps": 2}}
            """;
    private static final int PROMPTS = 10;

    @TempDir
    static Path folder;

    private static EmbeddedKafka broker;
    private static Kafka kafka;
    private static ModelFolder base;
    private static Path basePath;

    @BeforeAll
    static void start() {
        broker = new EmbeddedKafka(folder.resolve("broker"), 0).start();
        kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
        kafka.createTopics();
        base = TinyModel.folder();
        basePath = folder.resolve("base");
        base.save(basePath);
    }

    @AfterAll
    static void stop() {
        kafka.close();
        broker.close();
    }

    @Test
    void asynchronousAtStalenessZeroEqualsASynchronousLoopBitByBit() {
        // Given
        try (Director director = new Director(kafka, "equal", basePath);
                LearnerService learner = learner();
                Worker worker = new Worker(kafka, "equal", UnaryOperator.identity());
                WeightLog weights = new WeightLog(kafka, "equal")) {
            learner.start();
            List<InputRange> inputs = director.prompts("rlvr", PROMPTS);

            // When
            director.request(0, "rlvr", "grpo", GRPO.formatted(0, 0), inputs);
            StageFinished finished = director.await(StageFinished.class, event -> true);

            // Then
            assertThat(finished.getVersion()).isEqualTo(6);
            assertThat(finished.getDigest())
                    .isEqualTo(synchronousDigest("equal"))
                    .isNotEqualTo(base.weights().digest());
            weights.pollToEnd();
            assertThat(weights.model().weights().digest()).isEqualTo(finished.getDigest());
            assertThat(weights.kinds).containsExactly(ANCHOR, PATCH, PATCH, ANCHOR, PATCH, PATCH, ANCHOR);
            assertThat(ModelFolder.load(Path.of(finished.getModel())).weights().digest())
                    .isEqualTo(finished.getDigest());
            assertThat(director.progress()).hasSize(6).allSatisfy(progress -> assertThat(progress.getMetrics())
                    .containsEntry("staleness", 0.0)
                    .containsEntry("staleness_max", 0.0)
                    .containsEntry("refused_completions", 0.0)
                    .hasEntrySatisfying("ratio_max_deviation", deviation -> assertThat(deviation)
                            .isLessThan(1e-4))
                    .containsKeys("loss", "lr", "grad_norm", "reward", "live_groups", "kl", "entropy"));
            worker.check();
        }
    }

    @Test
    void stoppedInTheMiddleAndStartedAgainEndsWithTheSameWeights() {
        // Given
        try (Director director = new Director(kafka, "resume", basePath);
                Worker worker = new Worker(kafka, "resume", UnaryOperator.identity())) {
            List<InputRange> inputs = director.prompts("rlvr", PROMPTS);
            try (LearnerService first = learner()) {
                first.start();
                director.request(0, "rlvr", "grpo", GRPO.formatted(0, 0), inputs);
                director.await(StageProgress.class, progress -> progress.getStep() == 3);
            }

            // When: the last checkpoint is of step 2
            try (LearnerService second = learner()) {
                second.start();
                StageFinished finished = director.await(StageFinished.class, event -> true);

                // Then
                assertThat(finished.getDigest()).isEqualTo(synchronousDigest("resume"));
                assertThat(director.progress())
                        .extracting(StageProgress::getStep)
                        .filteredOn(step -> step == 3)
                        .hasSize(2);
            }
            worker.check();
        }
    }

    @Test
    void aStageGoesOnOnlyAsItWasBegun() {
        // Given: a stage that was stopped in the middle
        try (Director director = new Director(kafka, "begun", basePath);
                Worker worker = new Worker(kafka, "begun", UnaryOperator.identity())) {
            List<InputRange> inputs = director.prompts("rlvr", PROMPTS);
            try (LearnerService first = learner()) {
                first.start();
                director.request(0, "rlvr", "grpo", GRPO.formatted(0, 0), inputs);
                director.await(StageProgress.class, progress -> progress.getStep() == 3);
            }
            InputRange all = inputs.get(0);
            List<InputRange> fewer = List.of(new InputRange(all.getTopic(), 0, all.getFrom(), all.getTo() - 1));

            // When
            try (LearnerService second = new LearnerService(
                    new LearnerSettings(folder.resolve("data"), 2, 3, 3, 0.9, 64 << 10, false),
                    kafka,
                    new SimpleMeterRegistry())) {
                second.start();
                director.request(0, "rlvr", "sft", "{}", inputs);
                RunFailed otherKind = director.await(RunFailed.class, event -> true);
                director.request(0, "rlvr", "grpo", GRPO.formatted(0, 0), fewer);
                RunFailed otherData = director.await(RunFailed.class, event -> true);
                director.request(1, "next", "sft", "{}", inputs);
                RunFailed tooEarly = director.await(RunFailed.class, event -> true);
                director.request(0, "rlvr", "grpo", GRPO.formatted(0, 0), inputs);
                StageFinished finished = director.await(StageFinished.class, event -> true);

                // Then
                assertThat(otherKind.getReason()).contains("was begun as rlvr (grpo, seed 23)");
                assertThat(otherData.getReason())
                        .contains("was begun on other data (10-")
                        .contains("now 9-");
                assertThat(tooEarly.getReason()).contains("stage 0 (rlvr) of run begun has not ended");
                assertThat(finished.getDigest()).isEqualTo(synchronousDigest("begun"));
            }
            worker.check();
        }
    }

    @Test
    void stalenessIsBoundedAndMeasured() {
        // Given
        try (Director director = new Director(kafka, "stale", basePath);
                LearnerService learner = learner();
                Worker worker = new Worker(kafka, "stale", UnaryOperator.identity())) {
            learner.start();
            List<InputRange> inputs = director.prompts("rlvr", PROMPTS);

            // When
            director.request(0, "rlvr", "grpo", GRPO.formatted(2, 0.01), inputs);
            StageFinished finished = director.await(StageFinished.class, event -> true);

            // Then: the first steps' requests go out together, so the third is made by the weights of the start
            assertThat(finished.getVersion()).isEqualTo(6);
            assertThat(director.progress())
                    .extracting(progress -> progress.getMetrics().get("staleness_max"))
                    .allSatisfy(staleness -> assertThat(staleness).isBetween(0.0, 2.0))
                    .anySatisfy(staleness -> assertThat(staleness).isGreaterThan(0));
            worker.check();
        }
    }

    @Test
    void completionsByUnknownWeightsAreRefusedAndDeadLettered() {
        // Given: a worker whose first completion of every group lies about its weights
        UnaryOperator<Group> lie = group -> {
            if (!group.getScored().isEmpty()) {
                group.getScored()
                        .get(0)
                        .getCompletion()
                        .getSpans()
                        .replaceAll(span -> new dev.caravan.schemas.Span(
                                span.getFrom(), span.getTo(), span.getVersion(), "0123456789abcdef"));
            }
            return group;
        };
        try (Director director = new Director(kafka, "liar", basePath);
                LearnerService learner = learner();
                Worker worker = new Worker(kafka, "liar", lie);
                LogReader<DeadLetter> letters = kafka.reader(Topics.DEAD_LETTERS, From.END)) {
            learner.start();
            List<InputRange> inputs = director.prompts("rlvr", PROMPTS);

            // When
            director.request(0, "rlvr", "grpo", GRPO.formatted(0, 0), inputs);
            director.await(StageFinished.class, event -> true);

            // Then
            double refused = director.progress().stream()
                    .mapToDouble(progress -> progress.getMetrics().get("refused_completions"))
                    .sum();
            List<DeadLetter> all = new ArrayList<>();
            while (!letters.atEnd()) {
                letters.poll(Duration.ofMillis(100)).stream()
                        .map(Received::value)
                        .filter(letter -> letter.getRun().equals("liar"))
                        .forEach(all::add);
            }
            assertThat(refused).isPositive();
            assertThat(all).hasSize((int) refused).allSatisfy(letter -> {
                assertThat(letter.getReason()).contains("#0").contains("0123456789abcdef");
                assertThat(letter.getLocation()).startsWith("groups-");
            });
            worker.check();
        }
    }

    @Test
    void completionsByOlderWeightsThanAskedForAreRefused() {
        // Given: a worker whose first completion of every group was made by the version before the one that was asked
        // for
        Map<Long, String> digests = new ConcurrentHashMap<>();
        UnaryOperator<Group> late = group -> {
            for (Scored scored : group.getScored()) {
                scored.getCompletion().getSpans().forEach(span -> digests.put(span.getVersion(), span.getDigest()));
            }
            if (!group.getScored().isEmpty()) {
                group.getScored()
                        .get(0)
                        .getCompletion()
                        .getSpans()
                        .replaceAll(span -> new dev.caravan.schemas.Span(
                                span.getFrom(),
                                span.getTo(),
                                span.getVersion() - 1,
                                digests.getOrDefault(span.getVersion() - 1, span.getDigest())));
            }
            return group;
        };
        try (Director director = new Director(kafka, "late", basePath);
                LearnerService learner = learner();
                Worker worker = new Worker(kafka, "late", late);
                LogReader<DeadLetter> letters = kafka.reader(Topics.DEAD_LETTERS, From.END)) {
            learner.start();
            List<InputRange> inputs = director.prompts("rlvr", PROMPTS);

            // When
            director.request(0, "rlvr", "grpo", GRPO.formatted(0, 0), inputs);
            director.await(StageFinished.class, event -> true);

            // Then
            List<DeadLetter> all = new ArrayList<>();
            while (!letters.atEnd()) {
                letters.poll(Duration.ofMillis(100)).stream()
                        .map(Received::value)
                        .filter(letter -> letter.getRun().equals("late"))
                        .forEach(all::add);
            }
            assertThat(all)
                    .extracting(DeadLetter::getReason)
                    .anySatisfy(reason -> assertThat(reason).contains("#0").contains("older weights than version"));
            worker.check();
        }
    }

    @Test
    void baseSftAndDpoFollowEachOther() {
        // Given
        try (Director director = new Director(kafka, "tune", basePath);
                LearnerService learner = learner();
                WeightLog weights = new WeightLog(kafka, "tune")) {
            learner.start();
            List<InputRange> demonstrations = director.demonstrations("sft", 20);
            List<InputRange> preferences = director.preferences("dpo", 12);
            String sft = "{\"epochs\": 4, \"batch_size\": 8, \"max_length\": 64, \"denominator\": \"tokens\","
                    + " \"optimizer\": {\"lr\": 3e-3}}";
            String dpo = "{\"epochs\": 3, \"batch_size\": 4, \"max_length\": 64, \"beta\": 0.1,"
                    + " \"length_normalised\": false, \"optimizer\": {\"lr\": 1e-3}}";

            // When
            director.request(0, "base", "base", "{}", List.of());
            StageFinished published = director.await(StageFinished.class, event -> event.getIndex() == 0);
            director.request(1, "sft", "sft", sft, demonstrations);
            StageFinished tuned = director.await(StageFinished.class, event -> event.getIndex() == 1);
            director.request(2, "dpo", "dpo", dpo, preferences);
            StageFinished preferred = director.await(StageFinished.class, event -> event.getIndex() == 2);
            director.request(2, "dpo", "dpo", dpo, preferences);
            StageFinished again = director.await(StageFinished.class, event -> event.getIndex() == 2);

            // Then
            assertThat(published.getDigest()).isEqualTo(base.weights().digest());
            assertThat(published.getVersion()).isZero();
            assertThat(tuned.getVersion()).isEqualTo(1);
            assertThat(preferred.getVersion()).isEqualTo(2);
            assertThat(again.getDigest()).isEqualTo(preferred.getDigest());
            weights.pollToEnd();
            assertThat(weights.version()).isEqualTo(2);
            assertThat(weights.model().weights().digest()).isEqualTo(preferred.getDigest());
            List<StageProgress> sftSteps = progress(director, "sft");
            assertThat(sftSteps).hasSize(10);
            assertThat(metric(sftSteps, 9, "loss")).isLessThan(metric(sftSteps, 0, "loss") - 0.3);
            List<StageProgress> dpoSteps = progress(director, "dpo");
            assertThat(dpoSteps).hasSize(9);
            assertThat(metric(dpoSteps, 0, "loss")).isBetween(0.69, 0.70);
            assertThat(metric(dpoSteps, 8, "loss")).isLessThan(0.68);
            assertThat(metric(dpoSteps, 8, "pair_accuracy")).isEqualTo(1);
        }
    }

    @Test
    void aStageThatFailsSaysWhyAndTheServiceLivesOn() {
        // Given
        try (Director director = new Director(kafka, "fails", basePath);
                LearnerService learner = learner()) {
            learner.start();
            List<InputRange> demonstrations = director.demonstrations("sft", 4);

            // When
            director.request(0, "sft", "sft", "{\"batch_sise\": 8}", demonstrations);
            RunFailed wrongKey = director.await(RunFailed.class, event -> true);
            director.request(0, "sft", "sft", "{\"max_length\": 3}", demonstrations);
            RunFailed nothingUsable = director.await(RunFailed.class, event -> true);
            director.request(0, "sft", "sft", "{\"batch_size\": 8}", demonstrations);
            StageFinished finished = director.await(StageFinished.class, event -> true);

            // Then
            assertThat(wrongKey.getReason()).contains("batch_sise").contains("batch_size");
            assertThat(wrongKey.getRetriable()).isFalse();
            assertThat(nothingUsable.getReason()).contains("nothing to train on");
            assertThat(finished.getVersion()).isEqualTo(1);
            assertThat(learner.health().state()).isEqualTo(Health.State.UP);
        }
    }

    /** The same training as a plain loop: no Kafka, no service, no credits. */
    private static String synchronousDigest(String run) {
        GrpoSettings settings =
                SettingsBinder.text("test", GRPO.formatted(0, 0)).bind(GrpoSettings.class);
        Grpo grpo = new Grpo(settings);
        RolloutPlan plan = new RolloutPlan(run, "rlvr", 23, 0, trainingPrompts(run), settings);
        try (Torch torch = Torch.cpu();
                Trainer trainer = new Trainer(
                        torch,
                        base.config(),
                        base.weights(),
                        settings.optimizer().adamW());
                Sampler sampler = new Sampler(torch, base, 0, 128)) {
            for (int step = 0; step < settings.steps(); step++) {
                List<Rollout> rollouts = new ArrayList<>();
                for (Group group : sampler.groups(plan.requests(step, Instant.EPOCH))) {
                    rollouts.addAll(grpo.rollouts(group, completion -> true));
                }
                for (List<Rollout> minibatch : grpo.minibatches(rollouts, Seeds.mix(23, step))) {
                    Update update = grpo.update(minibatch.stream()
                            .map(rollout -> new Grpo.Scoring(rollout, new float[0], new float[0]))
                            .toList());
                    update.microBatches().forEach(trainer::accumulate);
                    trainer.step(
                            settings.optimizer().learningRate(settings.steps()).at(step + 1));
                }
                sampler.swap(trainer.publish(), step + 1);
            }
            return trainer.publish().digest();
        }
    }

    /** By id, as tokens that are written out here rather than by the chat template. */
    private static List<TrainingPrompt> trainingPrompts(String run) {
        try (Tokenizer tokenizer = Tokenizer.parse(base.tokenizerJson())) {
            return IntStream.range(0, PROMPTS)
                    .mapToObj(i -> Director.prompt(run, "rlvr", i))
                    .sorted(Comparator.comparing(Prompt::getId))
                    .map(prompt -> {
                        List<Integer> tokens = new ArrayList<>();
                        tokens.add(tokenizer.id("<|user|>"));
                        for (int token :
                                tokenizer.encodeText(prompt.getTurns().get(0).getContent())) {
                            tokens.add(token);
                        }
                        tokens.add(tokenizer.id("<|assistant|>"));
                        return new TrainingPrompt(prompt, tokens, "");
                    })
                    .toList();
        }
    }

    private static LearnerService learner() {
        return new LearnerService(
                new LearnerSettings(folder.resolve("data"), 2, 3, 3, 0.9, 64 << 10, true),
                kafka,
                new SimpleMeterRegistry());
    }

    private static List<StageProgress> progress(Director director, String stage) {
        return director.progress().stream()
                .filter(progress -> progress.getStage().equals(stage))
                .toList();
    }

    private static double metric(List<StageProgress> steps, int step, String name) {
        return steps.get(step).getMetrics().get(name);
    }
}
