package dev.caravan.policy.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** bfloat16: the upper half of a float32. */
public final class Bf16 {

    private Bf16() {}

    /** Rounds to the nearest bf16, ties to even, as torch does; NaN stays NaN. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }

    /** Exact. */
    public static float toFloat(short bf16) {
        return Float.intBitsToFloat(bf16 << 16);
    }

    /** The tensor as little-endian bf16: itself if it is that already, else rounded copies of its F32 or F16 values. */
    static Weights.Tensor tensor(SafeTensors.Raw raw) {
        ByteBuffer from = raw.bytes();
        if (raw.dtype() == DType.BF16) {
            return new Weights.Tensor(raw.shape(), from);
        }
        int elements = from.remaining() / raw.dtype().size();
        ByteBuffer to = ByteBuffer.allocate(elements * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            to.putShort(fromFloat(raw.dtype() == DType.F32 ? from.getFloat(4 * i) : halfToFloat(from.getShort(2 * i))));
        }
        return new Weights.Tensor(raw.shape(), to.flip());
    }

    /** IEEE 754 binary16 to binary32, exact. */
    static float halfToFloat(short half) {
        int sign = half & 0x8000;
        int exponent = (half >>> 10) & 0x1F;
        int fraction = half & 0x3FF;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1F ? 0xFF : exponent + 127 - 15;
        return Float.intBitsToFloat((sign << 16) | (wide << 23) | (fraction << 13));
    }
}
