package dev.caravan.policy;

import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.PolicyGradient;
import dev.caravan.policy.loss.Sample;
import dev.caravan.policy.optimizer.AdamWSettings;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.Weights;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Tokens per CPU-second of generation and training on one thread, in rounds shaped like one GRPO step: 24 prompts of 21 tokens, 8
 * completions each, 4 to 56 new tokens with a mean of about 23. Checks the answer too: behaviour log-probs against the trainer's.
 * Arguments: hidden size, layers, MLP width, rounds, tile, steps per call.
 */
final class PolicyBenchmark {

    private static final int PROMPTS = 24;
    private static final int GROUP = 8;
    private static final int VOCABULARY = 220;

    private PolicyBenchmark() {}

    public static void main(String[] args) {
        int hidden = number(args, 0, 128);
        int layers = number(args, 1, 4);
        int rounds = number(args, 3, 8);
        ModelConfig config = new ModelConfig(
                VOCABULARY,
                hidden,
                number(args, 2, 3 * hidden),
                layers,
                4,
                4,
                hidden / 4,
                10_000,
                1e-5,
                256,
                true,
                1,
                2,
                0);
        GeneratorSettings settings = new GeneratorSettings(
                PROMPTS * GROUP,
                128,
                number(args, 5, GeneratorSettings.DEFAULT_STEPS_PER_CALL),
                number(args, 4, GeneratorSettings.DEFAULT_TILE));
        Weights weights = InitialWeights.random(config, 1);
        System.out.printf(Locale.ROOT, "%.2f M parameters, %s%n", config.parameters() / 1e6, settings);
        try (Torch torch = Torch.cpu();
                Generator generator = new Generator(torch, config, weights, 0, settings);
                Trainer trainer = new Trainer(torch, config, weights, AdamWSettings.defaults())) {
            for (int round = 0; round < rounds; round++) {
                round(generator, trainer, round);
            }
        }
    }

    private static void round(Generator generator, Trainer trainer, int round) {
        List<Sequence> requests = requests(round);
        long start = now();
        generator.admit(requests);
        List<Generated> finished = new ArrayList<>();
        while (generator.active() > 0) {
            finished.addAll(generator.step());
        }
        double generation = seconds(start);

        finished.sort(java.util.Comparator.comparingInt(g -> Integer.parseInt(g.id())));
        List<Sample> samples = new ArrayList<>();
        int newTokens = 0;
        int allTokens = 0;
        for (Generated generated : finished) {
            int[] prompt = requests.get(Integer.parseInt(generated.id())).prompt();
            samples.add(sample(prompt, generated));
            newTokens += generated.tokens().length;
            allTokens += prompt.length + generated.tokens().length;
        }

        start = now();
        List<float[]> scores =
                trainer.logProbs(samples.stream().map(Sample::tokens).toList());
        double scoring = seconds(start);
        double worst = 0;
        for (int i = 0; i < samples.size(); i++) {
            for (int t = 0; t < scores.get(i).length; t++) {
                if (samples.get(i).weights()[t] != 0) {
                    double ratio = Math.exp(scores.get(i)[t] - samples.get(i).behaviour()[t]);
                    worst = Math.max(worst, Math.abs(ratio - 1));
                }
            }
        }

        start = now();
        trainer.accumulate(new Batch.Samples(samples, PolicyGradient.defaults()));
        double training = seconds(start);
        start = now();
        trainer.step(1e-6);
        double step = seconds(start);
        generator.swap(trainer.publish(), round + 1L);
        System.out.printf(
                Locale.ROOT,
                "generate %,7.0f tok/s   score %,7.0f tok/s   train %,7.0f tok/s   step %.1f ms   max |ratio - 1| %.1e%n",
                newTokens / generation,
                allTokens / scoring,
                allTokens / training,
                1000 * step,
                worst);
        if (worst > 1e-4) {
            throw new AssertionError("importance ratio is off by " + worst);
        }
    }

    private static List<Sequence> requests(int round) {
        Random random = new Random(round);
        List<Sequence> requests = new ArrayList<>();
        for (int prompt = 0; prompt < PROMPTS; prompt++) {
            int[] tokens = random.ints(21, 3, VOCABULARY).toArray();
            for (int i = 0; i < GROUP; i++) {
                int most = (int) Math.min(56, 4 - 20 * Math.log(1 - random.nextDouble()));
                requests.add(new Sequence(
                        Integer.toString(requests.size()), tokens, most, 1, 1, random.nextLong(), Set.of()));
            }
        }
        return requests;
    }

    private static Sample sample(int[] prompt, Generated generated) {
        int length = prompt.length + generated.tokens().length;
        int[] tokens = Arrays.copyOf(prompt, length);
        float[] weights = new float[length];
        float[] advantages = new float[length];
        float[] behaviour = new float[length];
        for (int t = prompt.length; t < length; t++) {
            tokens[t] = generated.tokens()[t - prompt.length];
            behaviour[t] = generated.logProbs()[t - prompt.length];
            weights[t] = 1e-4f;
            advantages[t] = t % 2 == 0 ? 1 : -1;
        }
        return Sample.of(tokens, weights, advantages, behaviour);
    }

    private static int number(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    /** Processor time of this thread, so that a busy machine does not change the figures. */
    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(long start) {
        return (now() - start) / 1e9;
    }
}
