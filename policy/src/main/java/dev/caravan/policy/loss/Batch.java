package dev.caravan.policy.loss;

import java.util.List;

/**
 * Examples and the loss to take on them. Every loss is a sum over tokens or pairs with the caller's weights, so that no
 * split of the examples over several batches changes the gradient (up to the order of summation).
 */
public sealed interface Batch {

    /** Cross-entropy: {@code L = sum_t w_t (-log p(token t | tokens before))}. */
    record Demonstrations(List<Demonstration> rows) implements Batch {
        public Demonstrations {
            rows = List.copyOf(rows);
        }
    }

    /** Policy gradient on sampled completions. */
    record Samples(List<Sample> rows, PolicyGradient loss) implements Batch {
        public Samples {
            rows = List.copyOf(rows);
            for (Sample row : rows) {
                if (loss.klCoefficient() > 0 && row.reference().length == 0) {
                    throw new IllegalArgumentException(
                            "klCoefficient is above 0, but a sample has no reference log-probs");
                }
            }
        }
    }

    /** Preference pairs. */
    record Pairs(List<Pair> rows, Dpo loss) implements Batch {
        public Pairs {
            rows = List.copyOf(rows);
        }
    }
}
