package dev.caravan.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bf16Test {

    @ParameterizedTest
    @CsvSource({
        "3F800000, 3F80, exact",
        "3F808000, 3F80, a tie goes to the even neighbour below",
        "3F818000, 3F82, a tie goes to the even neighbour above",
        "3F808001, 3F81, above a tie goes up",
        "3F807FFF, 3F80, below a tie goes down",
        "BF818000, BF82, the sign does not matter",
        "7F7FFFFF, 7F80, the largest float becomes infinity",
        "7F800000, 7F80, infinity stays",
        "7F800001, 7FC0, a NaN whose low bits are cut stays NaN",
        "80000000, 8000, minus zero keeps its sign",
    })
    void roundsToNearestEven(String bits, String expected, String why) {
        // Given
        float value = Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16));
        // When
        short rounded = Bf16.fromFloat(value);
        // Then
        assertThat(String.format("%04X", rounded)).as(why).isEqualTo(expected);
    }

    @Test
    void everyBf16SurvivesTheWayThroughFloat() {
        for (int bits = 0; bits <= 0xFFFF; bits++) {
            // Given
            float value = Bf16.toFloat((short) bits);
            // When
            short back = Bf16.fromFloat(value);
            // Then
            if (Float.isNaN(value)) {
                assertThat(Bf16.toFloat(back)).isNaN();
            } else {
                assertThat(back).isEqualTo((short) bits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3C00, 1",
        "C000, -2",
        "7BFF, 65504",
        "0001, 5.9604645E-8",
        "83FF, -6.097555E-5",
        "7C00, Infinity",
        "7E00, NaN"
    })
    void readsHalfPrecision(String bits, float expected) {
        // Given
        short half = (short) Integer.parseInt(bits, 16);
        // When
        float value = Bf16.halfToFloat(half);
        // Then
        assertThat(Float.compare(value, expected)).isZero();
    }

    @Test
    void convertsTensors() {
        // Given
        ByteBuffer floats = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-2f)
                .flip();
        ByteBuffer halves = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x3E00)
                .putShort((short) 0xC000)
                .flip();
        long[] shape = {2};
        // When
        Weights.Tensor fromFloats = Bf16.tensor(new SafeTensors.Raw(DType.F32, shape, floats));
        Weights.Tensor fromHalves = Bf16.tensor(new SafeTensors.Raw(DType.F16, shape, halves));
        // Then
        assertThat(fromFloats).isEqualTo(fromHalves);
        assertThat(fromFloats.bf16().getShort(0)).isEqualTo((short) 0x3FC0);
        assertThat(fromFloats.bf16().getShort(2)).isEqualTo((short) 0xC000);
    }
}
