package dev.caravan.learner.stage;

import dev.caravan.learner.DpoSettings;
import dev.caravan.learner.algorithm.Dpo;
import dev.caravan.learner.data.Dataset;
import dev.caravan.learner.data.Epochs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps of {@link Dpo}: batches of preference pairs, epoch after epoch. */
final class DpoSteps implements Steps {

    private final Dpo dpo;
    private final Epochs<Dpo.Comparison> epochs;

    DpoSteps(DpoSettings settings, long seed, Dataset<Dpo.Comparison> comparisons) {
        this.dpo = new Dpo(settings);
        this.epochs =
                new Epochs<>(comparisons, settings.batchSize(), settings.epochs(), settings.maxSteps(), seed, true);
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
        return Optional.of(new Step(List.of(dpo.update(epochs.batch(step))), Map.of()));
    }
}
