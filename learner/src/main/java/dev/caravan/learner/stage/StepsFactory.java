package dev.caravan.learner.stage;

import dev.caravan.learner.DpoSettings;
import dev.caravan.learner.GrpoSettings;
import dev.caravan.learner.SftSettings;
import dev.caravan.learner.StageSettings;
import dev.caravan.learner.algorithm.Dpo;
import dev.caravan.learner.checkpoint.Checkpoint;
import dev.caravan.learner.data.Dataset;
import dev.caravan.learner.data.StageData;
import dev.caravan.learner.rollout.KafkaRolloutBus;
import dev.caravan.learner.rollout.RolloutPlan;
import dev.caravan.learner.rollout.Rollouts;
import dev.caravan.learner.rollout.TrainingPrompt;
import dev.caravan.learner.weights.Versions;
import dev.caravan.policy.Scorer;
import dev.caravan.policy.Torch;
import dev.caravan.policy.Trainer;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.runtime.kafka.From;
import dev.caravan.schemas.Topics;

/** Makes the steps of each kind of stage. */
final class StepsFactory {

    private static final String SERVICE = "learner";

    private final StageContext context;
    private final Torch torch;
    private final ModelFolder model;

    /** @param model that the stage starts from; also the reference policy */
    StepsFactory(StageContext context, Torch torch, ModelFolder model) {
        this.context = context;
        this.torch = torch;
        this.model = model;
    }

    /**
     * @param start where to start or go on
     * @param versions to know completions by
     * @param trainer the weights that are trained
     */
    Steps make(StageSettings settings, Checkpoint start, Versions versions, Trainer trainer) {
        try (StageData data = new StageData(context.kafka(), context.run(), context.request(), model)) {
            if (settings instanceof SftSettings sft) {
                return new SftSteps(sft, start.seed(), data.demonstrations(sft.maxLength(), !sft.shuffle()));
            }
            if (settings instanceof DpoSettings dpo) {
                return dpo(dpo, start, data);
            }
            return grpo((GrpoSettings) settings, start, data, versions, trainer);
        }
    }

    private Steps dpo(DpoSettings settings, Checkpoint start, StageData data) {
        Dataset<Dpo.Preferred> pairs = data.preferences(settings.maxLength());
        try (Scorer reference = new Scorer(torch, model.config(), model.weights())) {
            return new DpoSteps(settings, start.seed(), pairs.with(Dpo.compare(pairs.items(), reference::logProbs)));
        }
    }

    private Steps grpo(GrpoSettings settings, Checkpoint start, StageData data, Versions versions, Trainer trainer) {
        Dataset<TrainingPrompt> prompts = data.prompts(settings.maxTokens());
        RolloutPlan plan = new RolloutPlan(
                start.run(), start.stage(), start.seed(), start.startVersion(), prompts.items(), settings);
        KafkaRolloutBus bus = new KafkaRolloutBus(
                context.writer(),
                context.kafka().reader(Topics.GROUPS, From.offsets(start.groupOffsets())),
                start.run(),
                start.stage());
        return new GrpoSteps(
                settings,
                start.seed(),
                prompts.identity(),
                bus,
                new Rollouts(
                        plan, bus, settings, start.step(), () -> versions.repeat(trainer.publish()), context.clock()),
                versions,
                trainer,
                settings.klCoefficient() > 0 ? new Scorer(torch, model.config(), model.weights()) : null,
                context.kafka().deadLetters(SERVICE));
    }
}
