package dev.caravan.learner.stage;

import dev.caravan.learner.GrpoSettings;
import dev.caravan.learner.algorithm.Grpo;
import dev.caravan.learner.algorithm.Rollout;
import dev.caravan.learner.algorithm.Update;
import dev.caravan.learner.rollout.RolloutBus;
import dev.caravan.learner.rollout.Rollouts;
import dev.caravan.learner.weights.Versions;
import dev.caravan.policy.Scorer;
import dev.caravan.policy.Seeds;
import dev.caravan.policy.Trainer;
import dev.caravan.runtime.kafka.DeadLetters;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Group;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Steps of {@link Grpo}: the groups of a step's requests, as updates. */
final class GrpoSteps implements Steps {

    private final GrpoSettings settings;
    private final Grpo grpo;
    private final long seed;
    private final String inputs;
    private final RolloutBus bus;
    private final Rollouts rollouts;
    private final Versions versions;
    private final Trainer trainer;
    private final @Nullable Scorer reference;
    private final DeadLetters deadLetters;

    /**
     * @param seed deals rollouts to minibatches
     * @param inputs identifies the prompts
     * @param bus closed with this
     * @param trainer the weights that are trained
     * @param reference the stage's first weights, closed with this; null where there is no KL term
     */
    GrpoSteps(
            GrpoSettings settings,
            long seed,
            String inputs,
            RolloutBus bus,
            Rollouts rollouts,
            Versions versions,
            Trainer trainer,
            @Nullable Scorer reference,
            DeadLetters deadLetters) {
        this.settings = settings;
        this.grpo = new Grpo(settings);
        this.seed = seed;
        this.inputs = inputs;
        this.bus = bus;
        this.rollouts = rollouts;
        this.versions = versions;
        this.trainer = trainer;
        this.reference = reference;
        this.deadLetters = deadLetters;
    }

    @Override
    public int count() {
        return settings.steps();
    }

    @Override
    public String inputs() {
        return inputs;
    }

    @Override
    public boolean publishesEveryStep() {
        return true;
    }

    @Override
    public void prepare() {
        rollouts.issue();
    }

    @Override
    public Optional<Step> next(int step, long version, Duration atMost) {
        return rollouts.take(atMost).map(groups -> step(step, version, groups));
    }

    @Override
    public SortedMap<Integer, Long> replayFrom() {
        return rollouts.replayFrom();
    }

    @Override
    public void close() {
        bus.close();
        if (reference != null) {
            reference.close();
        }
    }

    private Step step(int step, long version, List<Received<Group>> received) {
        GroupMetrics metrics = new GroupMetrics(version);
        List<Rollout> all = new ArrayList<>();
        for (Received<Group> one : received) {
            Group group = Objects.requireNonNull(one.value(), one::location);
            List<Rollout> live = grpo.rollouts(group, completion -> {
                Optional<String> objection = versions.objection(completion, version - settings.staleness());
                objection.ifPresent(reason -> {
                    metrics.refused();
                    refuse(one.location(), completion, reason);
                });
                return objection.isEmpty();
            });
            metrics.add(group, !live.isEmpty());
            all.addAll(live);
        }
        return new Step(updates(step, version, all), metrics.all());
    }

    /** Log-probs under other weights are taken before the first update moves ours. */
    private List<Update> updates(int step, long version, List<Rollout> rollouts) {
        List<List<Grpo.Scoring>> minibatches = new ArrayList<>();
        boolean stale = grpo.needsProximal(rollouts, version);
        for (List<Rollout> minibatch : grpo.minibatches(rollouts, Seeds.mix(seed, step))) {
            List<int[]> tokens = minibatch.stream().map(Rollout::tokens).toList();
            List<float[]> newest = stale ? trainer.logProbs(tokens) : List.of();
            List<float[]> oldest = reference == null ? List.of() : reference.logProbs(tokens);
            List<Grpo.Scoring> scored = new ArrayList<>();
            for (int i = 0; i < minibatch.size(); i++) {
                scored.add(new Grpo.Scoring(
                        minibatch.get(i),
                        stale ? newest.get(i) : new float[0],
                        reference == null ? new float[0] : oldest.get(i)));
            }
            minibatches.add(scored);
        }
        return minibatches.stream().map(grpo::update).toList();
    }

    private void refuse(String location, Completion completion, String reason) {
        try {
            deadLetters.send(deadLetters
                    .about(location)
                    .setRun(completion.getRun())
                    .setKey(completion.getId())
                    .setError("WrongWeights")
                    .setReason(
                            "completion " + completion.getId() + " of worker " + completion.getWorker() + " " + reason)
                    .setPayload(completion.toByteBuffer())
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode completion " + completion.getId(), e);
        }
    }
}
