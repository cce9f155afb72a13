package dev.caravan.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.Demonstration;
import dev.caravan.policy.loss.Dpo;
import dev.caravan.policy.loss.LossStats;
import dev.caravan.policy.loss.Pair;
import dev.caravan.policy.loss.PolicyGradient;
import dev.caravan.policy.loss.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Forward and backward of a batch, in pieces; the gradient is added to that of the parameters. */
final class Losses {

    private final Model model;
    private final List<NDArray> parameters;

    Losses(Model model, List<NDArray> parameters) {
        this.model = model;
        this.parameters = parameters;
    }

    LossStats accumulate(Batch batch) {
        int vocabulary = model.config().vocabSize();
        LossStats sum = LossStats.NONE;
        if (batch instanceof Batch.Demonstrations demonstrations) {
            List<Demonstration> rows = demonstrations.rows();
            check(rows.stream().map(Demonstration::tokens).toList());
            for (List<Integer> chunk : Chunks.of(rows, row -> row.tokens().length, vocabulary)) {
                sum = sum.plus(crossEntropy(chunk.stream().map(rows::get).toList()));
            }
        } else if (batch instanceof Batch.Samples samples) {
            List<Sample> rows = samples.rows();
            check(rows.stream().map(Sample::tokens).toList());
            for (List<Integer> chunk : Chunks.of(rows, row -> row.tokens().length, vocabulary)) {
                sum = sum.plus(policyGradient(chunk.stream().map(rows::get).toList(), samples.loss()));
            }
        } else if (batch instanceof Batch.Pairs pairs) {
            List<Pair> rows = pairs.rows();
            check(sides(rows).stream().map(Pair.Side::tokens).toList());
            for (List<Integer> chunk : Chunks.of(rows, Losses::length, vocabulary)) {
                sum = sum.plus(dpo(chunk.stream().map(rows::get).toList(), pairs.loss()));
            }
        }
        return sum;
    }

    private LossStats crossEntropy(List<Demonstration> rows) {
        Packed packed = new Packed(rows.stream().map(Demonstration::tokens).toList());
        Packed.Scored scored = packed.new Scored();
        Floats weights = new Floats();
        for (int row = 0; row < rows.size(); row++) {
            float[] w = rows.get(row).weights();
            for (int t = 1; t < w.length; t++) {
                if (w[t] != 0) {
                    scored.add(row, t);
                    weights.add(w[t]);
                }
            }
        }
        if (scored.count() == 0) {
            return LossStats.NONE;
        }
        try (NDManager scope = model.session().scope()) {
            List<Object> arguments = packed.arguments(scope, scored);
            arguments.add(weights.array(scope));
            NDArray[] results = backward(scope, "cross_entropy", arguments);
            return new LossStats(results[0].getFloat(), scored.count(), 0, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    private LossStats policyGradient(List<Sample> rows, PolicyGradient loss) {
        Packed packed = new Packed(rows.stream().map(Sample::tokens).toList());
        Packed.Scored scored = packed.new Scored();
        Floats weights = new Floats();
        Floats advantages = new Floats();
        Floats behaviour = new Floats();
        Floats proximal = new Floats();
        Floats reference = new Floats();
        for (int row = 0; row < rows.size(); row++) {
            Sample sample = rows.get(row);
            for (int t = 1; t < sample.tokens().length; t++) {
                if (sample.weights()[t] != 0) {
                    scored.add(row, t);
                    weights.add(sample.weights()[t]);
                    advantages.add(sample.advantages()[t]);
                    behaviour.add(sample.behaviour()[t]);
                    proximal.add(sample.proximal()[t]);
                    reference.add(sample.reference().length == 0 ? 0 : sample.reference()[t]);
                }
            }
        }
        if (scored.count() == 0) {
            return LossStats.NONE;
        }
        try (NDManager scope = model.session().scope()) {
            List<Object> arguments = packed.arguments(scope, scored);
            for (Floats values : List.of(weights, advantages, behaviour, proximal, reference)) {
                arguments.add(values.array(scope));
            }
            arguments.add(loss.clipLow());
            arguments.add(loss.clipHigh());
            arguments.add(loss.importanceCap());
            arguments.add(loss.klCoefficient());
            NDArray[] results = backward(scope, "policy_gradient", arguments);
            float[] s = results[1].toFloatArray();
            return new LossStats(results[0].getFloat(), scored.count(), s[0], s[1], (long) s[2], s[3], s[4], 0, 0, 0);
        }
    }

    private LossStats dpo(List<Pair> pairs, Dpo loss) {
        List<Pair.Side> sides = sides(pairs);
        Packed packed = new Packed(sides.stream().map(Pair.Side::tokens).toList());
        Packed.Scored scored = packed.new Scored();
        List<Integer> sideOfToken = new ArrayList<>();
        Floats scale = new Floats();
        Floats reference = new Floats();
        for (int row = 0; row < sides.size(); row++) {
            Pair.Side side = sides.get(row);
            int answer = side.tokens().length - side.from();
            scale.add((float) (loss.lengthNormalised() ? loss.beta() / answer : loss.beta()));
            reference.add((float) side.reference());
            for (int t = side.from(); t < side.tokens().length; t++) {
                scored.add(row, t);
                sideOfToken.add(row);
            }
        }
        Floats weights = new Floats();
        pairs.forEach(pair -> weights.add((float) pair.weight()));
        try (NDManager scope = model.session().scope()) {
            List<Object> arguments = packed.arguments(scope, scored);
            arguments.add(scope.create(
                    sideOfToken.stream().mapToLong(Integer::longValue).toArray()));
            for (Floats values : List.of(scale, reference, weights)) {
                arguments.add(values.array(scope));
            }
            NDArray[] results = backward(scope, "dpo", arguments);
            float[] s = results[1].toFloatArray();
            return new LossStats(results[0].getFloat(), scored.count(), 0, 0, 0, 0, 0, pairs.size(), (long) s[0], s[1]);
        }
    }

    private NDArray[] backward(NDManager scope, String method, List<Object> arguments) {
        NDArray[] results =
                model.session().differentiable(scope, method, model.arguments(parameters, arguments.toArray()));
        model.session().backward(scope, results[0]);
        return results;
    }

    private void check(List<int[]> rows) {
        for (int i = 0; i < rows.size(); i++) {
            model.check("row " + i, rows.get(i));
        }
    }

    private static int length(Pair pair) {
        return pair.chosen().tokens().length + pair.rejected().tokens().length;
    }

    /** Chosen and rejected in turn. */
    private static List<Pair.Side> sides(List<Pair> pairs) {
        List<Pair.Side> sides = new ArrayList<>();
        for (Pair pair : pairs) {
            sides.add(pair.chosen());
            sides.add(pair.rejected());
        }
        return sides;
    }

    /** A growing array. */
    private static final class Floats {

        private float[] values = new float[256];
        private int count;

        void add(float value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        NDArray array(NDManager scope) {
            return scope.create(Arrays.copyOf(values, count));
        }
    }
}
