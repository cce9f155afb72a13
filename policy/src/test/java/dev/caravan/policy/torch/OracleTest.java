package dev.caravan.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.Dpo;
import dev.caravan.policy.loss.LossStats;
import dev.caravan.policy.loss.Pair;
import dev.caravan.policy.loss.PolicyGradient;
import dev.caravan.policy.loss.Sample;
import dev.caravan.policy.torch.Layout.Parameter;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numerics against Hugging Face's LlamaForCausalLM and torch.optim.AdamW, see src/test/oracle. */
class OracleTest {

    private static final float TOLERANCE = 1e-4f;

    private static TorchSession session;

    @BeforeAll
    static void open() {
        session = TorchSession.cpu();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gqa", "tied"})
    void logitsOfAPackedBatchAreThoseOfEachRowAlone(String name) {
        Oracle oracle = Oracle.of(name);
        try (Model model = new Model(session, oracle.config());
                NDManager scope = session.scope()) {
            // Given
            List<NDArray> parameters = model.load(scope, oracle.weights());
            Packed packed = new Packed(oracle.rows());
            List<Object> arguments = packed.arguments(scope, packed.new Scored());
            int tokens = oracle.ints("tokens").length;
            long[] everywhere = new long[tokens];
            for (int i = 0; i < tokens; i++) {
                everywhere[i] = i;
            }
            arguments.set(4, scope.create(everywhere));

            // When
            NDArray logits = session.call(
                            scope,
                            "logits",
                            model.arguments(parameters, arguments.subList(0, 5).toArray()))[0];

            // Then
            assertThat(logits.toFloatArray()).containsExactly(oracle.floats("logits"), within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gqa", "tied"})
    void crossEntropy(String name) {
        Oracle oracle = Oracle.of(name);
        assertLoss(oracle, "ce", new Batch.Demonstrations(oracle.demonstrations()));
    }

    @Test
    void policyGradientWithClipTruncationAndKl() {
        // Given
        Oracle oracle = Oracle.of("gqa");
        List<Sample> samples = new ArrayList<>();
        for (int row = 0; row < oracle.rows().size(); row++) {
            samples.add(new Sample(
                    oracle.rows().get(row),
                    oracle.spread("w").get(row),
                    oracle.spread("advantage").get(row),
                    oracle.spread("behaviour").get(row),
                    oracle.spread("proximal").get(row),
                    oracle.spread("reference").get(row)));
        }

        // Then
        LossStats stats = assertLoss(oracle, "pg", new Batch.Samples(samples, new PolicyGradient(0.2, 0.28, 1.2, 0.1)));
        assertThat(stats.tokens()).isEqualTo(oracle.floats("w").length);
        assertThat(stats.clippedTokens()).isPositive();
        assertThat(stats.meanEntropy()).isBetween(0.0, Math.log(37));
        assertThat(stats.meanKl()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dpo", "dpo_normalised"})
    void preferences(String name) {
        // Given
        Oracle oracle = Oracle.of("gqa");
        List<Pair.Side> sides = new ArrayList<>();
        for (int row = 0; row < oracle.rows().size(); row++) {
            sides.add(new Pair.Side(oracle.rows().get(row), oracle.from()[row], oracle.floats("dpo.reference")[row]));
        }
        List<Pair> pairs = new ArrayList<>();
        for (int p = 0; p < sides.size() / 2; p++) {
            pairs.add(new Pair(sides.get(2 * p), sides.get(2 * p + 1), oracle.floats("dpo.weights")[p]));
        }
        Dpo loss = name.equals("dpo") ? new Dpo(0.5, false) : new Dpo(5, true);

        // Then
        LossStats stats = assertLoss(oracle, name, new Batch.Pairs(pairs, loss));
        assertThat(stats.pairs()).isEqualTo(3);
    }

    @Test
    void threeClippedAdamWStepsOnRoundedWeights(@TempDir Path folder) {
        Oracle oracle = Oracle.of("gqa");
        try (Model model = new Model(session, oracle.config());
                TrainingState state = new TrainingState(model, oracle.weights())) {
            // When
            List<Float> norms = new ArrayList<>();
            for (int step = 0; step < 3; step++) {
                state.accumulate(new Batch.Demonstrations(oracle.demonstrations()));
                double norm = state.gradientNorm();
                state.update(0.01, Math.min(1, 0.5 / norm), 0.9, 0.98, 0.1, 1e-8);
                norms.add((float) norm);
            }
            state.save(folder.resolve("state"));

            // Then
            float[] expected = oracle.floats("train.norms");
            for (int step = 0; step < 3; step++) {
                assertThat(norms.get(step)).isCloseTo(expected[step], within(TOLERANCE));
            }
            var saved = dev.caravan.policy.weights.SafeTensors.map(folder.resolve("state"));
            for (String tensor : oracle.weights().names()) {
                var buffer = saved.tensors().get("master." + tensor).bytes().asFloatBuffer();
                float[] master = new float[buffer.remaining()];
                buffer.get(master);
                assertThat(master)
                        .as(tensor)
                        .containsExactly(oracle.floats("train.master." + tensor), within(TOLERANCE));
            }
        }
    }

    private static LossStats assertLoss(Oracle oracle, String name, Batch batch) {
        try (Model model = new Model(session, oracle.config());
                NDManager scope = session.scope()) {
            List<NDArray> parameters = model.load(scope, oracle.weights());
            parameters.forEach(parameter -> parameter.setRequiresGradient(true));

            LossStats stats = new Losses(model, parameters).accumulate(batch);

            assertThat((float) stats.loss()).isCloseTo(oracle.floats(name + ".loss")[0], within(TOLERANCE));
            List<Parameter> layout = model.layout().parameters();
            for (int i = 0; i < layout.size(); i++) {
                var gradient = parameters.get(i).getGradient().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
                model.layout().split(layout.get(i), 4, gradient).forEach((tensor, part) -> {
                    float[] actual = new float[part.remaining() / 4];
                    part.asFloatBuffer().get(actual);
                    assertThat(actual)
                            .as(tensor)
                            .containsExactly(oracle.floats(name + ".grad." + tensor), within(TOLERANCE));
                });
            }
            return stats;
        }
    }
}
