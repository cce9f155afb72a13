package dev.caravan.learner.stage;

import dev.caravan.learner.algorithm.Update;
import dev.caravan.learner.checkpoint.Checkpoint;
import dev.caravan.learner.checkpoint.CheckpointStore;
import dev.caravan.learner.weights.Versions;
import dev.caravan.policy.Trainer;
import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.LossStats;
import dev.caravan.policy.optimizer.LearningRate;
import dev.caravan.policy.optimizer.StepStats;
import dev.caravan.schemas.StageProgress;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step loop: take what to train on, train, publish, ask for more, write a checkpoint every so often. It knows no algorithm; what it
 * needs of one is {@link Steps}.
 */
final class StepLoop {

    private static final Logger LOG = LoggerFactory.getLogger(StepLoop.class);
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final double NANOS = 1e9;

    private final StageContext context;
    private final Checkpoint start;
    private final Steps steps;
    private final Trainer trainer;
    private final LearningRate rate;
    private final Versions versions;
    private final CheckpointStore checkpoints;

    /** @param start where to start or go on; trainer, steps and versions are there already */
    StepLoop(
            StageContext context,
            Checkpoint start,
            Steps steps,
            Trainer trainer,
            LearningRate rate,
            Versions versions,
            CheckpointStore checkpoints) {
        this.context = context;
        this.start = start;
        this.steps = steps;
        this.trainer = trainer;
        this.rate = rate;
        this.versions = versions;
        this.checkpoints = checkpoints;
    }

    /**
     * Runs to the last step.
     *
     * @return metrics of the last step
     * @throws StoppedException if the service was asked to stop
     */
    Map<String, Double> run() {
        Map<String, Double> metrics = start.metrics();
        int count = steps.count();
        for (int step = start.step(); step < count; step++) {
            long began = System.nanoTime();
            Steps.Step work = await(step);
            long ready = System.nanoTime();
            StepMetrics measured = new StepMetrics(work.metrics());
            double learningRate = rate.at(step + 1);
            for (Update update : work.updates()) {
                train(update, learningRate, measured);
            }
            long trained = System.nanoTime();
            boolean last = step + 1 == count;
            if (steps.publishesEveryStep() || last) {
                versions.publish(trainer.publish(), step + 1);
            }
            if (!last) {
                steps.prepare();
            }
            measured.put("lr", learningRate);
            metrics = measured.all((trained - ready) / NANOS, (ready - began) / NANOS);
            if ((step + 1) % context.settings().checkpointEvery() == 0 && !last) {
                checkpoint(step + 1, metrics);
            }
            report(step + 1, metrics);
        }
        return metrics;
    }

    private Steps.Step await(int step) {
        while (true) {
            context.checkStopped();
            Optional<Steps.Step> work = steps.next(step, versions.current(), WAIT);
            if (work.isPresent()) {
                return work.get();
            }
        }
    }

    private void train(Update update, double learningRate, StepMetrics measured) {
        LossStats loss = LossStats.NONE;
        for (Batch batch : update.microBatches()) {
            context.checkStopped();
            loss = loss.plus(trainer.accumulate(batch));
        }
        StepStats optimizer = trainer.step(learningRate);
        measured.add(loss, optimizer, update.tokens());
    }

    private void checkpoint(int step, Map<String, Double> metrics) {
        checkpoints.write(
                start.at(
                        step,
                        versions.digests(),
                        steps.replayFrom(),
                        context.kafka().endOffsets(Topics.WEIGHTS).getOrDefault(0, 0L),
                        metrics),
                folder -> trainer.save(folder.resolve(Checkpoint.TRAINER)));
    }

    private void report(int step, Map<String, Double> metrics) {
        context.gauges().set(metrics);
        context.log()
                .progress(StageProgress.newBuilder()
                        .setIndex(context.request().getIndex())
                        .setStage(context.request().getStage())
                        .setStep(step)
                        .setSteps(steps.count())
                        .setVersion(versions.current())
                        .setMetrics(metrics)
                        .build());
        LOG.atInfo()
                .addKeyValue("run", context.run())
                .addKeyValue("stage", context.request().getStage())
                .addKeyValue("step", step)
                .addKeyValue("version", versions.current())
                .addKeyValue("loss", metrics.get("loss"))
                .log("step done");
    }
}
