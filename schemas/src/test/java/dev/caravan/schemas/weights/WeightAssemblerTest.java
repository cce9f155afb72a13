package dev.caravan.schemas.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.schemas.Section;
import dev.caravan.schemas.WeightChunk;
import dev.caravan.schemas.WeightKind;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import dev.caravan.schemas.weights.WeightAssembler.Version;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightAssemblerTest {
    private static final WeightChunks CHUNKS = new WeightChunks(100);

    private final byte[] payload = new byte[3 * CHUNKS.bytes() + 7];
    private final WeightAssembler assembler = new WeightAssembler();

    @Test
    void aMissingChunkIsNamedAndTheNextVersionIsWhole() {
        // Given
        List<WeightRecord> records = records(4);
        records.remove(2);

        // When, Then
        assertThatThrownBy(() -> records.forEach(assembler::accept))
                .isInstanceOfSatisfying(WeightStreamException.class, e -> assertThat(e.version())
                        .isEqualTo(4))
                .hasMessage("weights version 4 of run r: chunk 1 is missing: chunk 2 came instead");
        assertThat(assembled(records(5)).number()).isEqualTo(5);
    }

    @Test
    void aChunkThatComesTwiceIsNamed() {
        List<WeightRecord> records = records(4);
        records.add(3, records.get(2));
        assertThatThrownBy(() -> records.forEach(assembler::accept))
                .hasMessage("weights version 4 of run r: chunk 1 came twice");
    }

    @Test
    void aDamagedChunkIsNamed() {
        // Given
        List<WeightRecord> records = records(4);
        WeightChunk whole = (WeightChunk) records.get(4).getPayload();
        byte[] damaged = whole.getData().array().clone();
        damaged[3] ^= 1;
        records.set(4, new WeightRecord("r", 4L, new WeightChunk(3, whole.getCrc(), ByteBuffer.wrap(damaged))));

        // When, Then
        assertThatThrownBy(() -> records.forEach(assembler::accept))
                .hasMessageContaining("version 4")
                .hasMessageContaining("chunk 3 is damaged");
    }

    @Test
    void aVersionCutShortIsReportedAndItsSuccessorIsWhole() {
        // Given: the publisher died and, resumed, publishes the same version again
        records(4).subList(0, 3).forEach(assembler::accept);
        List<WeightRecord> again = records(4);

        // When, Then
        assertThatThrownBy(() -> assembler.accept(again.get(0)))
                .hasMessageContaining("chunk 2 of 4 is missing")
                .hasMessageContaining("manifest of version 4 of run r");
        assertThat(assembled(again.subList(1, again.size())).payload()).isEqualTo(payload);
    }

    @Test
    void aChunkOfAnotherVersionIsNamed() {
        assembler.accept(records(4).get(0));
        assertThatThrownBy(() -> assembler.accept(records(5).get(1)))
                .hasMessage("weights version 4 of run r: chunk 0 is missing: a chunk of version 5 came instead");
    }

    @Test
    void chunksBeforeTheFirstManifestArePassedOver() {
        // When
        List<WeightRecord> rest = records(4).subList(2, 5);

        // Then
        assertThat(rest)
                .allSatisfy(record -> assertThat(assembler.accept(record)).isNull());
        assertThat(assembled(records(5)).number()).isEqualTo(5);
    }

    @Test
    void chunksOfAnotherRunArePassedOver() {
        // Given
        List<WeightRecord> records = records(4);

        // When
        records.add(2, new WeightRecord("other", 9L, records.get(1).getPayload()));

        // Then
        assertThat(assembled(records).payload()).isEqualTo(payload);
    }

    @Test
    void aManifestOfAnotherRunBeginsItsVersion() {
        // Given
        records(4).subList(0, 2).forEach(assembler::accept);
        List<WeightRecord> other = records("other", 0);

        // When, Then
        assertThatThrownBy(() -> assembler.accept(other.get(0)))
                .hasMessage("weights version 4 of run r: chunk 1 of 4 is missing:"
                        + " the manifest of version 0 of run other came instead");
        Version whole = assembled(other.subList(1, other.size()));
        assertThat(whole.run()).isEqualTo("other");
        assertThat(whole.payload()).isEqualTo(payload);
    }

    @Test
    void aVersionWithoutChunksIsRefused() {
        // Given
        WeightManifest empty = manifest(4, 0).setChunks(0).build();

        // When, Then
        assertThatThrownBy(() -> assembler.accept(new WeightRecord("r", 4L, empty)))
                .hasMessage("weights version 4 of run r: it has no chunks");
        assertThat(assembled(records(5)).number()).isEqualTo(5);
    }

    private Version assembled(List<WeightRecord> records) {
        Version last = null;
        for (WeightRecord record : records) {
            last = assembler.accept(record);
        }
        return last;
    }

    private List<WeightRecord> records(long version) {
        return records("r", version);
    }

    private List<WeightRecord> records(String run, long version) {
        List<WeightRecord> records = new ArrayList<>();
        CHUNKS.split(run, version, manifest(version, payload.length), payload).forEachRemaining(records::add);
        return records;
    }

    static WeightManifest.Builder manifest(long version, int bytes) {
        return WeightManifest.newBuilder()
                .setKind(WeightKind.ANCHOR)
                .setBaseVersion(version)
                .setDigest("d")
                .setSections(List.of(new Section("model", (long) bytes)))
                .setPublishedAt(Instant.EPOCH);
    }
}
