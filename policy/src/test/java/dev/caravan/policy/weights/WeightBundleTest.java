package dev.caravan.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightBundleTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 1 << 20})
    void aFolderSurvivesBeingCutIntoChunks(int chunkBytes) {
        // Given
        ModelFolder folder = TinyFolders.random(1);
        WeightBundle bundle = WeightBundle.of(folder);
        List<byte[]> chunks = new ArrayList<>();
        // When
        bundle.chunks(chunkBytes).forEachRemaining(chunks::add);
        ModelFolder assembled = WeightBundle.assemble(bundle.sections(), chunks.iterator());
        // Then
        assertThat(chunks).hasSize((int) ((bundle.bytes() + chunkBytes - 1) / chunkBytes));
        assertThat(assembled.config()).isEqualTo(folder.config());
        assertThat(assembled.weights().digest()).isEqualTo(folder.weights().digest());
        assertThat(assembled.tokenizerJson()).isEqualTo(folder.tokenizerJson());
        assertThat(assembled.chatTemplate()).isEqualTo(folder.chatTemplate());
    }

    @Test
    void lostBytesAreReported() {
        // Given
        WeightBundle bundle = WeightBundle.of(TinyFolders.random(1));
        List<byte[]> chunks = new ArrayList<>();
        bundle.chunks(500).forEachRemaining(chunks::add);
        // When, Then
        assertThatThrownBy(() -> WeightBundle.assemble(
                        bundle.sections(), chunks.subList(0, chunks.size() - 1).iterator()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("anchor: model.safetensors: ends before its");
        assertThatThrownBy(() -> WeightBundle.assemble(
                        bundle.sections(), List.of(new byte[3]).iterator()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("anchor: config.json ends after 3 of");
        chunks.add(new byte[1]);
        assertThatThrownBy(() -> WeightBundle.assemble(bundle.sections(), chunks.iterator()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("more bytes than its sections say");
    }

    @Test
    void aMissingSectionIsNamed() {
        // Given
        WeightBundle bundle = WeightBundle.of(TinyFolders.random(1));
        List<WeightBundle.Section> sections = bundle.sections().subList(0, 3);
        byte[] rest = new byte
                [(int) sections.stream().mapToLong(WeightBundle.Section::bytes).sum()];
        byte[] all = bundle.chunks(1 << 20).next();
        System.arraycopy(all, 0, rest, 0, rest.length);
        // When, Then
        assertThatThrownBy(() -> WeightBundle.assemble(sections, List.of(rest).iterator()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("section model.safetensors is missing");
    }
}
