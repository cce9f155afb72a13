package dev.caravan.policy;

import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A decoder small enough for tests, of the quickstart's proportions, and requests for it. */
final class Tiny {

    static final ModelConfig CONFIG = new ModelConfig(211, 128, 384, 2, 4, 2, 32, 10_000, 1e-5, 512, true, 1, 2, 0);

    private Tiny() {}

    static Weights weights() {
        return InitialWeights.random(CONFIG, 3);
    }

    /** Requests of all kinds: prompts short and long, some shared; greedy, plain and truncated sampling. */
    static List<Sequence> requests(Random random, int count, int longestPrompt) {
        List<Sequence> requests = new ArrayList<>();
        int[] prompt = {1};
        for (int i = 0; i < count; i++) {
            if (random.nextInt(3) > 0) {
                prompt = random.ints(1 + random.nextInt(random.nextInt(8) == 0 ? longestPrompt : 20), 3, 211)
                        .toArray();
            }
            double temperature = random.nextInt(4) == 0 ? 0 : 0.5 + random.nextDouble();
            double topP = random.nextInt(3) == 0 ? 0.1 + 0.9 * random.nextDouble() : 1;
            Set<Integer> stops = Set.of(2, 3 + random.nextInt(208));
            requests.add(
                    new Sequence("r" + i, prompt, 1 + random.nextInt(40), temperature, topP, random.nextLong(), stops));
        }
        return requests;
    }
}
