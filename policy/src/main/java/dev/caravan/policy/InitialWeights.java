package dev.caravan.policy;

import dev.caravan.policy.weights.Bf16;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Weights to pretrain from. */
public final class InitialWeights {

    private static final double DEVIATION = 0.02;

    private InitialWeights() {}

    /**
     * Matrices normal with deviation 0.02, those that write to the residual stream divided by sqrt(2 layers) (GPT-2,
     * Radford et al. 2019, section 2.3), norm gains 1. A function of its arguments, bit by bit.
     */
    public static Weights random(ModelConfig config, long seed) {
        Map<String, Weights.Tensor> tensors = new TreeMap<>();
        SplittableRandom seeds = new SplittableRandom(seed);
        config.tensorShapes().forEach((name, shape) -> {
            boolean residual = name.endsWith("o_proj.weight") || name.endsWith("down_proj.weight");
            double deviation = residual ? DEVIATION / Math.sqrt(2.0 * config.layers()) : DEVIATION;
            tensors.put(
                    name,
                    new Weights.Tensor(
                            shape, shape.length == 1 ? ones(shape) : normal(shape, deviation, seeds.split())));
        });
        return Weights.of(tensors);
    }

    private static ByteBuffer ones(long[] shape) {
        ByteBuffer bytes = allocate(shape);
        while (bytes.hasRemaining()) {
            bytes.putShort(Bf16.fromFloat(1));
        }
        return bytes.flip();
    }

    /** Marsaglia's polar method with StrictMath, so that every machine draws the same bits. */
    private static ByteBuffer normal(long[] shape, double deviation, SplittableRandom random) {
        ByteBuffer bytes = allocate(shape);
        while (bytes.hasRemaining()) {
            double x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                bytes.putShort(
                        Bf16.fromFloat((float) (deviation * x * Math.sqrt(-2 * StrictMath.log(square) / square))));
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer allocate(long[] shape) {
        long elements = 1;
        for (long dimension : shape) {
            elements *= dimension;
        }
        return ByteBuffer.allocateDirect(Math.toIntExact(2 * elements)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
