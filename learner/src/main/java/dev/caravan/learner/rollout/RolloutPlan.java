package dev.caravan.learner.rollout;

import dev.caravan.learner.GrpoSettings;
import dev.caravan.learner.algorithm.Shuffle;
import dev.caravan.policy.Seeds;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Sampling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What each step of a stage asks for: a pure function of the step, but for the two time stamps. Prompts are visited epoch after
 * epoch without replacement; {@code min_version} is the version that has been published when the step's credit is given.
 */
public final class RolloutPlan {

    private final String run;
    private final String stage;
    private final long seed;
    private final long startVersion;
    private final List<TrainingPrompt> prompts;
    private final GrpoSettings settings;
    private final Shuffle order;

    /**
     * @param run the run
     * @param stage the stage
     * @param seed picks the order of the prompts and the seeds of the groups
     * @param startVersion weight version before step 0
     * @param prompts in an order that depends on nothing but what they are; not empty
     * @param settings shape of a step
     */
    public RolloutPlan(
            String run,
            String stage,
            long seed,
            long startVersion,
            List<TrainingPrompt> prompts,
            GrpoSettings settings) {
        this.run = run;
        this.stage = stage;
        this.seed = seed;
        this.startVersion = startVersion;
        this.prompts = List.copyOf(prompts);
        this.settings = settings;
        this.order = new Shuffle(prompts.size(), Seeds.mix(seed, 0), true);
    }

    /** The requests of a step, in group-id order. */
    public List<RolloutRequest> requests(int step, Instant now) {
        List<RolloutRequest> requests = new ArrayList<>();
        for (int i = 0; i < settings.promptsPerStep(); i++) {
            long position = (long) step * settings.promptsPerStep() + i;
            TrainingPrompt prompt = prompts.get(order.at(position));
            requests.add(RolloutRequest.newBuilder()
                    .setGroupId(String.format("%s/%s/%06d/%04d", run, stage, step, i))
                    .setRun(run)
                    .setStage(stage)
                    .setStep(step)
                    .setPurpose(Purpose.TRAIN)
                    .setPromptId(prompt.prompt().getId())
                    .setSkill(prompt.prompt().getSkill())
                    .setPromptTokens(prompt.tokens())
                    .setPromptText(prompt.text())
                    .setN(settings.groupSize())
                    .setSampling(Sampling.newBuilder()
                            .setTemperature(1)
                            .setMaxTokens(settings.maxTokens())
                            .setSeed(Seeds.mix(Seeds.mix(seed, 1), position))
                            .build())
                    .setMinVersion(startVersion + Math.max(0, step - settings.staleness()))
                    .setVerifiers(prompt.prompt().getVerifiers())
                    .setAggregation(prompt.prompt().getAggregation())
                    .setRequestedAt(now)
                    .setDeadline(now.plus(settings.groupDeadline()))
                    .build());
        }
        return requests;
    }
}
