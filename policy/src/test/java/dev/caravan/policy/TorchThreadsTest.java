package dev.caravan.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.optimizer.AdamWSettings;
import dev.caravan.policy.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Torch keeps gradient recording and the like per thread; workers and learners of one JVM must not notice each other. */
class TorchThreadsTest {

    @Test
    void generatorsAndTrainersOfOneTorchDoNotDisturbEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Torch torch = Torch.cpu()) {
            // Given
            String trained = train(torch);
            List<float[]> generated = generate(torch);

            // When
            List<Future<String>> trainers = new ArrayList<>();
            List<Future<List<float[]>>> generators = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                trainers.add(threads.submit(() -> train(torch)));
                generators.add(threads.submit((Callable<List<float[]>>) () -> generate(torch)));
            }

            // Then
            for (Future<String> trainer : trainers) {
                assertThat(trainer.get()).isEqualTo(trained);
            }
            for (Future<List<float[]>> generator : generators) {
                assertThat(generator.get()).usingRecursiveComparison().isEqualTo(generated);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String train(Torch torch) {
        Random random = new Random(1);
        try (Trainer trainer = new Trainer(torch, Tiny.CONFIG, Tiny.weights(), AdamWSettings.defaults())) {
            for (int step = 0; step < 10; step++) {
                trainer.accumulate(new Batch.Demonstrations(TrainerTest.demonstrations(random, 4)));
                trainer.step(1e-2);
            }
            return trainer.publish().digest();
        }
    }

    private static List<float[]> generate(Torch torch) {
        Weights weights = Tiny.weights();
        try (Generator generator = new Generator(torch, Tiny.CONFIG, weights, 0, GeneratorSettings.of(16, 64))) {
            generator.admit(Tiny.requests(new Random(2), 16, 20));
            List<float[]> logProbs = new ArrayList<>();
            while (generator.active() > 0) {
                generator.step().forEach(generated -> logProbs.add(generated.logProbs()));
            }
            return logProbs;
        }
    }
}
