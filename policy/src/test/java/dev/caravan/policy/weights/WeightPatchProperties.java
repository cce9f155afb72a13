package dev.caravan.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class WeightPatchProperties {

    @Property(tries = 200)
    void applyingAPatchGivesTheNewWeights(@ForAll long seed, @ForAll @DoubleRange(max = 1) double share) {
        // Given
        Weights base = TinyFolders.random(seed).weights();
        Weights next = changed(base, share, new Random(~seed));
        // When
        byte[] patch = WeightPatch.encode(base, next);
        Weights applied = WeightPatch.apply(base, patch);
        // Then
        assertThat(applied.digest()).isEqualTo(next.digest());
        for (String name : next.names()) {
            assertThat(applied.get(name)).isEqualTo(next.get(name));
        }
    }

    @Property(tries = 500)
    void aDamagedPatchIsRefused(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int damages) {
        // Given
        Weights base = TinyFolders.random(7).weights();
        Random random = new Random(seed);
        byte[] patch = WeightPatch.encode(base, changed(base, 0.1, random));
        byte[] damaged = random.nextInt(5) == 0 ? Arrays.copyOf(patch, random.nextInt(patch.length)) : patch.clone();
        for (int i = 0; i < damages && damaged.length > 0; i++) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
        }
        if (Arrays.equals(patch, damaged)) {
            return;
        }
        // When, Then
        assertThatThrownBy(() -> WeightPatch.apply(base, damaged)).isInstanceOf(ModelFormatException.class);
    }

    @Example
    void aPatchForOtherWeightsIsRefusedAndNamesBoth() {
        // Given
        Weights base = TinyFolders.random(1).weights();
        Weights other = TinyFolders.random(2).weights();
        byte[] patch = WeightPatch.encode(base, other);
        // When, Then
        assertThatThrownBy(() -> WeightPatch.apply(other, patch))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(base.digest())
                .hasMessageContaining(other.digest())
                .hasMessageContaining("start from the last anchor");
    }

    @Example
    void aPatchTakesThreeBytesForEachChangedValue() {
        // Given
        Weights base = Weights.of(Map.of("t", TinyFolders.tensor(new long[] {1_000_000}, new Random(1))));
        Weights next = changed(base, 0.05, new Random(2));
        // When
        byte[] patch = WeightPatch.encode(base, next);
        // Then
        assertThat(patch.length).isBetween(3 * 49_000, 3 * 51_000 + 100);
    }

    @Example
    void otherShapesCannotBePatched() {
        // Given
        Weights flat = Weights.of(Map.of("t", TinyFolders.tensor(new long[] {4}, new Random(1))));
        Weights square = Weights.of(Map.of("t", TinyFolders.tensor(new long[] {2, 2}, new Random(1))));
        // When, Then
        assertThatThrownBy(() -> WeightPatch.encode(flat, square))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tensor t changed its shape");
    }

    private static Weights changed(Weights base, double share, Random random) {
        Map<String, Weights.Tensor> tensors = new TreeMap<>();
        for (String name : base.names()) {
            Weights.Tensor tensor = base.get(name);
            ByteBuffer values = ByteBuffer.allocate(tensor.bf16().remaining()).order(ByteOrder.LITTLE_ENDIAN);
            values.put(tensor.bf16());
            for (int at = 0; at < values.capacity(); at += 2) {
                if (random.nextDouble() < share) {
                    values.putShort(at, (short) ~values.getShort(at));
                }
            }
            tensors.put(name, new Weights.Tensor(tensor.shape(), values.flip()));
        }
        return Weights.of(tensors);
    }
}
