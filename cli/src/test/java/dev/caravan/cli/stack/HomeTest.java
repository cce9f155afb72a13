package dev.caravan.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    Path folder;

    @Test
    void aHomeIsForOneProcessAtATime() {
        // Given
        Home home = Home.take(folder);

        // When / Then
        assertThatThrownBy(() -> Home.take(folder))
                .isInstanceOf(CaravanException.class)
                .hasMessageContaining(
                        "in use by process " + ProcessHandle.current().pid())
                .hasMessageContaining("--home DIR");
        home.close();
        Home.take(folder).close();
    }

    @Test
    void aFolderThatCannotBeMadeIsRefusedAtOnce() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        // When
        Path made = Home.use(folder.resolve("new"));

        // Then
        assertThat(made).isDirectory();
        assertThatThrownBy(() -> Home.use(file.resolve("home")))
                .isInstanceOf(CaravanException.class)
                .hasMessageContaining(file.resolve("home").toString())
                .hasMessageContaining("--home");
    }

    @Test
    void whatADeadProcessLeftDoesNotCount() throws IOException {
        // Given
        Files.writeString(folder.resolve("lock"), "1");
        Files.writeString(folder.resolve("bootstrap"), "127.0.0.1:9092");

        // When
        Optional<String> bootstrap = Home.bootstrapOf(folder);

        // Then
        assertThat(bootstrap).isEmpty();
        Home.take(folder).close();
    }

    @Test
    void servicesKeepTheirFilesUnderTheHomeUnlessToldOtherwise() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("services.yaml"), "learner: {data_dir: /srv/models}\n");

        // When
        StackSettings settings = StackSettings.of(folder, Optional.of(file), List.of("rollout.slots=128"));

        // Then
        assertThat(settings.learner().dataDir()).isEqualTo(Path.of("/srv/models"));
        assertThat(settings.curation().stateDir()).isEqualTo(folder.resolve("streams"));
        assertThat(settings.rollout().slots()).isEqualTo(128);
        assertThatThrownBy(() -> StackSettings.of(folder, Optional.empty(), List.of("rolout.slots=1")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("did you mean rollout?");
    }
}
