package dev.caravan.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsTest {

    @Test
    void theDigestDependsOnNothingButTheTensors() {
        // Given
        ByteBuffer direct =
                ByteBuffer.allocateDirect(4).put(new byte[] {1, 2, 3, 4}).flip();
        ByteBuffer offset = ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 4, 9}, 1, 4);
        // When
        String one = single("a", direct, 2).digest();
        String other = single("a", offset, 2).digest();
        // Then: as Python's xxhash computes it
        assertThat(one).isEqualTo(other).isEqualTo("d3c60342e4883167b45a488f94d448f1");
    }

    @Test
    void nameShapeAndEveryBitCount() {
        // Given
        String digest = single("a", ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 2).digest();
        // When
        String name = single("b", ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 2).digest();
        String shape =
                single("a", ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 1, 2).digest();
        String bit = single("a", ByteBuffer.wrap(new byte[] {1, 2, 3, 5}), 2).digest();
        // Then
        assertThat(name).isNotEqualTo(digest);
        assertThat(shape).isNotEqualTo(digest);
        assertThat(bit).isNotEqualTo(digest);
    }

    @Test
    void aReplacedTensorChangesTheDigestAsIfMadeAnew() {
        // Given
        ByteBuffer changed = ByteBuffer.wrap(new byte[] {7, 7, 7, 7});
        Weights before = single("a", ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 2);
        before.digest();
        // When
        Weights after = before.with(Map.of("a", new Weights.Tensor(new long[] {2}, changed)));
        // Then
        assertThat(after.digest()).isEqualTo(single("a", changed, 2).digest());
    }

    @Test
    void tensorsCannotBeChangedThroughTheirAccessors() {
        // Given
        Weights.Tensor tensor = new Weights.Tensor(new long[] {2}, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        // When
        tensor.shape()[0] = 9;
        tensor.bf16().position(3);
        // Then
        assertThat(tensor.shape()).containsExactly(2);
        assertThat(tensor.bf16().getShort()).isEqualTo((short) 0x0201);
        assertThat(tensor.bf16().isReadOnly()).isTrue();
    }

    @Test
    void aShapeThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new Weights.Tensor(new long[] {3}, ByteBuffer.allocate(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shape [3] does not fit 4 bytes of bf16");
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> Weights.of(Map.of()).get("lm_head.weight"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lm_head.weight");
    }

    private static Weights single(String name, ByteBuffer bytes, long... shape) {
        return Weights.of(Map.of(name, new Weights.Tensor(shape, bytes)));
    }
}
