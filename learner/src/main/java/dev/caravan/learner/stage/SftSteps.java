package dev.caravan.learner.stage;

import dev.caravan.learner.SftSettings;
import dev.caravan.learner.algorithm.Sft;
import dev.caravan.learner.data.Dataset;
import dev.caravan.learner.data.Epochs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps of {@link Sft}: batches of demonstrations, epoch after epoch. */
final class SftSteps implements Steps {

    private final Sft sft;
    private final Epochs<Sft.Example> epochs;

    SftSteps(SftSettings settings, long seed, Dataset<Sft.Example> examples) {
        this.sft = new Sft(settings);
        this.epochs = new Epochs<>(
                examples, settings.batchSize(), settings.epochs(), settings.maxSteps(), seed, settings.shuffle());
    }

    @Override
    public int count() {
        return epochs.batches();
    }

    @Override
    public String inputs() {
        return epochs.identity();
    }

    @Override
    public Optional<Step> next(int step, long version, Duration atMost) {
        return Optional.of(new Step(List.of(sft.update(epochs.batch(step))), Map.of()));
    }
}
