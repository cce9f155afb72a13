package dev.caravan.policy.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Small models with random weights. */
final class TinyFolders {

    static final ModelConfig CONFIG = new ModelConfig(11, 8, 12, 2, 4, 2, 2, 10_000.0, 1e-5, 64, true, -1, 1, 0);

    private TinyFolders() {}

    static ModelFolder random(long seed) {
        Random random = new Random(seed);
        Map<String, Weights.Tensor> tensors = new TreeMap<>();
        CONFIG.tensorShapes().forEach((name, shape) -> tensors.put(name, tensor(shape, random)));
        String tokenizer = "{\"added_tokens\":[{\"id\":0,\"content\":\"<|pad|>\"},{\"id\":1,\"content\":\"<|eos|>\"}]}";
        return new ModelFolder(
                CONFIG, Weights.of(tensors), tokenizer.getBytes(StandardCharsets.UTF_8), "{{ messages[0].content }}\n");
    }

    static Weights.Tensor tensor(long[] shape, Random random) {
        ByteBuffer bytes = ByteBuffer.allocate((int) DType.BF16.bytes(shape)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            bytes.putShort(Bf16.fromFloat((float) random.nextGaussian()));
        }
        return new Weights.Tensor(shape, bytes.flip());
    }
}
