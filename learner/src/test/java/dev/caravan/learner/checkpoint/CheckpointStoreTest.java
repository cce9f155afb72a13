package dev.caravan.learner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {

    @TempDir
    Path directory;

    @Test
    void newestComesBackWithItsFiles() throws IOException {
        // Given
        CheckpointStore store = new CheckpointStore(directory, 3);
        store.write(checkpoint(1), folder -> Files.writeString(folder.resolve("weights"), "one"));
        store.write(checkpoint(2), folder -> Files.writeString(folder.resolve("weights"), "two"));

        // When
        CheckpointStore.Stored newest =
                new CheckpointStore(directory, 3).newest().orElseThrow();

        // Then
        assertThat(newest.checkpoint()).isEqualTo(checkpoint(2));
        assertThat(newest.folder().resolve("weights")).hasContent("two");
    }

    @Test
    void emptyStoreHasNone() {
        // When / Then
        assertThat(new CheckpointStore(directory, 3).newest()).isEmpty();
    }

    @Test
    void damagedFileFallsBackToTheOneBefore() throws IOException {
        // Given
        CheckpointStore store = new CheckpointStore(directory, 3);
        store.write(checkpoint(1), folder -> Files.writeString(folder.resolve("weights"), "one"));
        store.write(checkpoint(2), folder -> Files.writeString(folder.resolve("weights"), "two"));
        Files.writeString(store.newest().orElseThrow().folder().resolve("weights"), "twO");

        // When
        Checkpoint newest = store.newest().orElseThrow().checkpoint();

        // Then
        assertThat(newest.step()).isEqualTo(1);
    }

    @Test
    void missingFileAndCutManifestFallBackToo() throws IOException {
        // Given
        CheckpointStore store = new CheckpointStore(directory, 5);
        for (int step = 1; step <= 3; step++) {
            store.write(checkpoint(step), folder -> Files.writeString(folder.resolve("weights"), "w"));
        }
        Path third = store.newest().orElseThrow().folder();
        Path second = third.resolveSibling("00000002");
        byte[] manifest = Files.readAllBytes(third.resolve("manifest.json"));
        Files.write(third.resolve("manifest.json"), java.util.Arrays.copyOf(manifest, manifest.length / 2));
        Files.delete(second.resolve("weights"));

        // When
        Checkpoint newest = store.newest().orElseThrow().checkpoint();

        // Then
        assertThat(newest.step()).isEqualTo(1);
    }

    @Test
    void crashWhileWritingLeavesTheOldOneAndIsClearedAtTheNextStart() throws IOException {
        // Given
        CheckpointStore store = new CheckpointStore(directory, 3);
        store.write(checkpoint(1), CheckpointStore.Content.NONE);
        assertThatThrownBy(() -> store.write(checkpoint(2), folder -> {
                    Files.writeString(folder.resolve("weights"), "half");
                    throw new IOException("power lost");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("step 2")
                .hasMessageContaining("power lost");

        // When
        CheckpointStore reopened = new CheckpointStore(directory, 3);
        reopened.write(checkpoint(3), CheckpointStore.Content.NONE);

        // Then
        assertThat(reopened.newest().orElseThrow().checkpoint().step()).isEqualTo(3);
        try (Stream<Path> folders = Files.list(directory)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrder("00000001", "00000002");
        }
    }

    @Test
    void onlyTheLastOnesAreKept() throws IOException {
        // Given
        CheckpointStore store = new CheckpointStore(directory, 2);

        // When
        for (int step = 1; step <= 5; step++) {
            store.write(checkpoint(step), CheckpointStore.Content.NONE);
        }

        // Then
        try (Stream<Path> folders = Files.list(directory)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrder("00000004", "00000005");
        }
    }

    private static Checkpoint checkpoint(int step) {
        return new Checkpoint(
                "run",
                2,
                "rlvr",
                "grpo",
                -7,
                step,
                false,
                3,
                new TreeMap<>(Map.of(3L, "d3", 4L, "d4")),
                "models/dpo",
                "inputs",
                new TreeMap<>(Map.of(0, 17L, 3, Long.MAX_VALUE)),
                99,
                Map.of("loss", 0.1));
    }
}
