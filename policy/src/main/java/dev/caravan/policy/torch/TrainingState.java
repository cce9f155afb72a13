package dev.caravan.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.LossStats;
import dev.caravan.policy.torch.Layout.Parameter;
import dev.caravan.policy.weights.DType;
import dev.caravan.policy.weights.ModelFormatException;
import dev.caravan.policy.weights.SafeTensors;
import dev.caravan.policy.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What training keeps on the device: fp32 master parameters, their AdamW moments, and the bf16-rounded copy (fp32 still) that
 * the forward uses and the gradient lands on, which is then applied to the master (straight-through).
 */
public final class TrainingState implements AutoCloseable {

    private static final String STEPS = "steps";

    private final Model model;
    private final TorchSession session;
    private final NDManager memory;
    private final List<NDArray> rounded;
    private final List<NDArray> master = new ArrayList<>();
    private final List<NDArray> mean = new ArrayList<>();
    private final List<NDArray> square = new ArrayList<>();
    private final List<NDArray> counts = new ArrayList<>();
    private final Losses losses;
    private final Scoring scoring;
    private boolean hasGradients;
    private long steps;

    public TrainingState(Model model, Weights initial) {
        this.model = model;
        session = model.session();
        memory = session.scope();
        rounded = model.load(memory, initial);
        for (NDArray parameter : rounded) {
            master.add(session.call(memory, "copy", parameter)[0]);
            mean.add(memory.zeros(parameter.getShape()));
            square.add(memory.zeros(parameter.getShape()));
            counts.add(memory.zeros(new Shape()));
            parameter.setRequiresGradient(true);
        }
        losses = new Losses(model, rounded);
        scoring = new Scoring(model, rounded);
    }

    public Scoring scoring() {
        return scoring;
    }

    public long steps() {
        return steps;
    }

    public LossStats accumulate(Batch batch) {
        LossStats stats = losses.accumulate(batch);
        hasGradients |= stats.tokens() > 0;
        return stats;
    }

    public boolean hasGradients() {
        return hasGradients;
    }

    /** Global L2 norm of the accumulated gradient. */
    public double gradientNorm() {
        try (NDManager scope = session.scope()) {
            return session.call(scope, "gradient_norm", gradients(scope, null))[0].getFloat();
        }
    }

    /** One AdamW step on the gradient times {@code scale}, then {@link #clearGradients}. */
    public void update(double rate, double scale, double beta1, double beta2, double decay, double eps) {
        try (NDManager scope = session.scope()) {
            for (boolean decays : new boolean[] {true, false}) {
                session.call(
                        scope,
                        "adamw",
                        select(master, decays),
                        gradients(scope, decays),
                        select(mean, decays),
                        select(square, decays),
                        select(counts, decays),
                        scale,
                        rate,
                        beta1,
                        beta2,
                        decays ? decay : 0.0,
                        eps);
            }
            session.call(scope, "round_to", master, rounded);
        }
        steps++;
        clearGradients();
    }

    public void clearGradients() {
        if (hasGradients) {
            try (NDManager scope = session.scope()) {
                session.call(scope, "zero", gradients(scope, null));
            }
            hasGradients = false;
        }
    }

    /** The parameters as the forward sees them. */
    public Weights publish() {
        Map<String, Weights.Tensor> tensors = new TreeMap<>();
        List<Parameter> parameters = model.layout().parameters();
        try (NDManager scope = session.scope()) {
            for (int i = 0; i < parameters.size(); i++) {
                ByteBuffer bits = bytes(session.call(scope, "narrow", rounded.get(i))[0]);
                model.layout()
                        .split(parameters.get(i), 2, bits)
                        .forEach((name, part) -> tensors.put(
                                name, new Weights.Tensor(model.layout().shape(name), part)));
            }
        }
        return Weights.of(tensors);
    }

    /** Writes master parameters, moments and step count. */
    public void save(Path file) {
        SortedMap<String, SafeTensors.Raw> tensors = new TreeMap<>();
        List<Parameter> parameters = model.layout().parameters();
        groups().forEach((prefix, arrays) -> {
            for (int i = 0; i < parameters.size(); i++) {
                model.layout()
                        .split(parameters.get(i), 4, bytes(arrays.get(i)))
                        .forEach((name, part) -> tensors.put(
                                prefix + name,
                                new SafeTensors.Raw(DType.F32, model.layout().shape(name), part)));
            }
        });
        new SafeTensors(tensors, Map.of(STEPS, Long.toString(steps))).write(file);
    }

    /** @throws ModelFormatException if the file is not one that {@link #save} wrote for a model of this shape */
    public void restore(Path file) {
        SafeTensors saved = SafeTensors.map(file);
        String savedSteps = saved.metadata().get(STEPS);
        if (savedSteps == null) {
            throw new ModelFormatException(file + " is not a training state: it does not say its number of steps");
        }
        List<Parameter> parameters = model.layout().parameters();
        try (NDManager scope = session.scope()) {
            groups().forEach((prefix, arrays) -> {
                for (int i = 0; i < parameters.size(); i++) {
                    Parameter parameter = parameters.get(i);
                    ByteBuffer values = Layout.join(parameter, 4, name -> saved(saved, prefix + name, name, file));
                    session.call(
                            scope,
                            "assign",
                            arrays.get(i),
                            scope.create(values, new Shape(parameter.shape()), DataType.FLOAT32));
                }
            });
            steps = Long.parseLong(savedSteps);
            for (NDArray count : counts) {
                session.call(scope, "assign", count, scope.full(new Shape(), (float) steps));
            }
            session.call(scope, "round_to", master, rounded);
        }
        clearGradients();
    }

    private ByteBuffer saved(SafeTensors saved, String key, String name, Path file) {
        SafeTensors.Raw raw = saved.tensors().get(key);
        if (raw == null
                || raw.dtype() != DType.F32
                || !Arrays.equals(raw.shape(), model.layout().shape(name))) {
            throw new ModelFormatException(file + ": tensor " + key + " is missing or not of the model's shape in F32");
        }
        return raw.bytes();
    }

    private Map<String, List<NDArray>> groups() {
        return Map.of("master.", master, "mean.", mean, "square.", square);
    }

    private List<NDArray> select(List<NDArray> arrays, @Nullable Boolean decays) {
        List<NDArray> selected = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            if (decays == null || model.layout().parameters().get(i).decays() == decays) {
                selected.add(arrays.get(i));
            }
        }
        return selected;
    }

    /** Handles that die with the scope; DJL would leave them with the parameter. */
    private List<NDArray> gradients(NDManager scope, @Nullable Boolean decays) {
        List<NDArray> gradients = new ArrayList<>();
        for (NDArray parameter : select(rounded, decays)) {
            NDArray gradient = parameter.getGradient();
            gradient.attach(scope);
            gradients.add(gradient);
        }
        return gradients;
    }

    private static ByteBuffer bytes(NDArray array) {
        return array.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        memory.close();
    }
}
