package dev.caravan.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TorchSessionTest {

    @Test
    void bf16BitsSurviveTheWayThroughTorch() {
        try (TorchSession session = TorchSession.cpu();
                NDManager scope = session.scope()) {
            // Given
            ByteBuffer bits = ByteBuffer.allocateDirect(4).order(ByteOrder.LITTLE_ENDIAN);
            bits.putShort(0, (short) 0x3FC0).putShort(2, (short) 0xC000);

            // When
            NDArray wide = session.call(scope, "widen", scope.create(bits, new Shape(2), DataType.FLOAT16))[0];
            NDArray narrow = session.call(scope, "narrow", wide)[0];

            // Then
            assertThat(wide.toFloatArray()).containsExactly(1.5f, -2f);
            assertThat(narrow.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getShort(0))
                    .isEqualTo((short) 0x3FC0);
        }
    }
}
