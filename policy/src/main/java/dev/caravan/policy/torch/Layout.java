package dev.caravan.policy.torch;

import dev.caravan.policy.weights.ModelConfig;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How the tensors of a Hugging Face model lie end to end in the parameters of {@code decoder.py}: projections of the same input
 * are one matrix, their rows stacked, so that joining and splitting are copies of bytes.
 */
final class Layout {

    /**
     * One parameter.
     *
     * @param names its Hugging Face tensors from the first row to the last
     * @param shape the stacked shape
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Parameter(List<String> names, long[] shape) {

        int elements() {
            return Math.toIntExact(shape.length == 1 ? shape[0] : Math.multiplyExact(shape[0], shape[1]));
        }

        /** Weight decay is for matrices; pulling a norm's gain to 0 makes no sense. */
        boolean decays() {
            return shape.length > 1;
        }
    }

    private final Map<String, long[]> shapes;
    private final List<Parameter> parameters = new ArrayList<>();

    Layout(ModelConfig config) {
        shapes = config.tensorShapes();
        add("model.embed_tokens.weight");
        for (int i = 0; i < config.layers(); i++) {
            String layer = "model.layers." + i + ".";
            add(layer + "input_layernorm.weight");
            add(
                    layer + "self_attn.q_proj.weight",
                    layer + "self_attn.k_proj.weight",
                    layer + "self_attn.v_proj.weight");
            add(layer + "self_attn.o_proj.weight");
            add(layer + "post_attention_layernorm.weight");
            add(layer + "mlp.gate_proj.weight", layer + "mlp.up_proj.weight");
            add(layer + "mlp.down_proj.weight");
        }
        add("model.norm.weight");
        if (!config.tiedEmbeddings()) {
            add("lm_head.weight");
        }
    }

    private void add(String... names) {
        long[] shape = shape(names[0]);
        for (int i = 1; i < names.length; i++) {
            shape[0] += shape(names[i])[0];
        }
        parameters.add(new Parameter(List.of(names), shape));
    }

    /** In the order of {@code decoder.py}, without the head of tied embeddings. */
    List<Parameter> parameters() {
        return parameters;
    }

    long[] shape(String name) {
        return Objects.requireNonNull(shapes.get(name), name).clone();
    }

    /** Stacks the tensors of a parameter. */
    static ByteBuffer join(Parameter parameter, int elementBytes, Function<String, ByteBuffer> tensors) {
        ByteBuffer joined = ByteBuffer.allocateDirect(Math.multiplyExact(parameter.elements(), elementBytes))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (String name : parameter.names()) {
            joined.put(tensors.apply(name));
        }
        return joined.flip();
    }

    /** The tensors of a parameter, views of {@code joined}. */
    Map<String, ByteBuffer> split(Parameter parameter, int elementBytes, ByteBuffer joined) {
        Map<String, ByteBuffer> tensors = new TreeMap<>();
        int rowBytes =
                elementBytes * parameter.elements() / Math.toIntExact(parameter.shape()[0]);
        int at = 0;
        for (String name : parameter.names()) {
            int bytes = rowBytes * Math.toIntExact(shape(name)[0]);
            tensors.put(name, joined.slice(at, bytes).order(ByteOrder.LITTLE_ENDIAN));
            at += bytes;
        }
        return tensors;
    }
}
