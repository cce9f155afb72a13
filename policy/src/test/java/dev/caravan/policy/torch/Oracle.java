package dev.caravan.policy.torch;

import dev.caravan.policy.loss.Demonstration;
import dev.caravan.policy.weights.DType;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.SafeTensors;
import dev.caravan.policy.weights.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Vectors that src/test/oracle/make_vectors.py computed with an independent implementation. */
public final class Oracle {

    private final SafeTensors file;

    private Oracle(SafeTensors file) {
        this.file = file;
    }

    /** {@code gqa} (untied embeddings, all losses, training) or {@code tied}. */
    public static Oracle of(String name) {
        try (InputStream in = Oracle.class.getResourceAsStream("/dev/caravan/policy/oracle/" + name + ".safetensors")) {
            byte[] bytes = in.readAllBytes();
            return new Oracle(SafeTensors.read(new java.io.ByteArrayInputStream(bytes), bytes.length, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ModelConfig config() {
        return ModelConfig.parse(file.metadata().get("config").getBytes(StandardCharsets.UTF_8), "oracle");
    }

    public Weights weights() {
        Map<String, Weights.Tensor> weights = new TreeMap<>();
        file.tensors().forEach((name, raw) -> {
            if (raw.dtype() == DType.BF16) {
                weights.put(name.substring("weights.".length()), new Weights.Tensor(raw.shape(), raw.bytes()));
            }
        });
        return Weights.of(weights);
    }

    public float[] floats(String name) {
        ByteBuffer bytes = file.tensors().get(name).bytes();
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    int[] ints(String name) {
        ByteBuffer bytes = file.tensors().get(name).bytes();
        int[] values = new int[bytes.remaining() / 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) bytes.getLong(8 * i);
        }
        return values;
    }

    public List<int[]> rows() {
        int[] tokens = ints("tokens");
        List<int[]> rows = new ArrayList<>();
        int at = 0;
        for (int length : ints("lengths")) {
            rows.add(java.util.Arrays.copyOfRange(tokens, at, at + length));
            at += length;
        }
        return rows;
    }

    /** First scored token of each row. */
    int[] from() {
        return ints("from");
    }

    /** One array a row from values of the scored tokens, 0 elsewhere. */
    List<float[]> spread(String name) {
        float[] values = floats(name);
        List<float[]> spread = new ArrayList<>();
        int at = 0;
        for (int row = 0; row < rows().size(); row++) {
            float[] result = new float[rows().get(row).length];
            for (int t = from()[row]; t < result.length; t++) {
                result[t] = values[at++];
            }
            spread.add(result);
        }
        return spread;
    }

    public List<Demonstration> demonstrations() {
        List<float[]> weights = spread("w");
        List<Demonstration> demonstrations = new ArrayList<>();
        for (int row = 0; row < weights.size(); row++) {
            demonstrations.add(new Demonstration(rows().get(row), weights.get(row)));
        }
        return demonstrations;
    }
}
