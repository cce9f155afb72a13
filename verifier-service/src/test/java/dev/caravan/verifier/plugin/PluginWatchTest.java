package dev.caravan.verifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.CaravanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks by hand, so that nothing depends on time. */
class PluginWatchTest {

    @TempDir
    Path dir;

    private final Recorder host = new Recorder();
    private Path folder;
    private PluginWatch watch;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(dir.resolve("plugins"));
        watch = new PluginWatch(folder, Duration.ofHours(1), host);
    }

    @AfterEach
    void closePlugins() {
        host.taken.forEach(Plugin::close);
    }

    @Test
    void takesWhatIsThereAtTheStart() {
        // Given
        Build.saying(dir.resolve("a"), "acme.a", "a").jar(folder.resolve("a.jar"));
        Build.saying(dir.resolve("b"), "acme.b", "b").classes(folder.resolve("b"));
        Build.saying(dir.resolve("c"), "acme.c", "c").jar(folder.resolve(".hidden.jar"));

        // When
        watch.loadAll();

        // Then
        assertThat(host.events).containsExactly("take a.jar acme.a", "take b acme.b");
    }

    @Test
    void aBrokenOneAtTheStartEndsTheStart() throws IOException {
        // Given
        Files.writeString(folder.resolve("bad.jar"), "no jar");

        // When, Then
        assertThatThrownBy(watch::loadAll).isInstanceOf(PluginException.class).hasMessageContaining("bad.jar");
        assertThatThrownBy(() -> PluginWatch.start(dir.resolve("nowhere"), Duration.ofSeconds(1), host))
                .isInstanceOf(CaravanException.class)
                .hasMessageContaining("nowhere is not there");
    }

    @Test
    void aChangeIsTakenWhenTheFilesHaveStoppedChanging() throws IOException {
        // Given
        Path jar = folder.resolve("a.jar");
        Path whole = Build.saying(dir.resolve("a"), "acme.a", "a").jar(dir.resolve("whole.jar"));
        byte[] bytes = Files.readAllBytes(whole);
        watch.look();

        // When
        Files.write(jar, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        watch.look();
        Files.write(jar, bytes);
        watch.look();
        List<String> early = List.copyOf(host.events);
        watch.look();
        watch.look();

        // Then
        assertThat(early).isEmpty();
        assertThat(host.events).containsExactly("take a.jar acme.a");
    }

    @Test
    void aFolderThatCannotBeListedIsRefusedAndTheOthersAreFollowed() throws IOException {
        // Given
        Path endless = Files.createDirectory(folder.resolve("a"));
        Files.createSymbolicLink(endless.resolve("loop"), endless);
        Build.saying(dir.resolve("b"), "acme.b", "b").jar(folder.resolve("b.jar"));

        // When
        watch.look();
        watch.look();
        watch.look();

        // Then
        assertThat(host.events)
                .hasSize(2)
                .contains("take b.jar acme.b")
                .anyMatch(event -> event.startsWith("refused a "));
    }

    @Test
    void aBrokenBuildIsRefusedOnceAndTheNextIsTaken() throws IOException {
        // Given
        Path jar = Build.saying(dir.resolve("a"), "acme.a", "a").jar(folder.resolve("a.jar"));
        watch.loadAll();

        // When
        Files.writeString(jar, "half a jar");
        look(3);
        Path fixed = Build.saying(dir.resolve("b"), "acme.a", "better").jar(dir.resolve("fixed.jar"));
        Files.move(fixed, jar, StandardCopyOption.REPLACE_EXISTING);
        look(3);

        // Then
        assertThat(host.events).hasSize(3);
        assertThat(host.events.get(1)).startsWith("refused a.jar plug-in " + jar + ": names no verifier");
        assertThat(host.events.get(2)).isEqualTo("take a.jar acme.a");
        assertThat(host.taken.get(1).digest()).isNotEqualTo(host.taken.get(0).digest());
    }

    @Test
    void whatTheHostRefusesIsClosed() throws IOException {
        // Given
        host.refusing = "two verifiers are called 'acme.a'";
        watch.look();
        Build.saying(dir.resolve("a"), "acme.a", "a").jar(folder.resolve("a.jar"));

        // When
        look(3);

        // Then
        assertThat(host.events).containsExactly("refused a.jar two verifiers are called 'acme.a'");
        assertThat(host.taken).isEmpty();
    }

    @Test
    void whatGoesIsDroppedAndMayComeBack() throws IOException {
        // Given
        Path jar = Build.saying(dir.resolve("a"), "acme.a", "a").jar(folder.resolve("a.jar"));
        byte[] bytes = Files.readAllBytes(jar);
        watch.loadAll();

        // When
        Files.delete(jar);
        look(3);
        Files.write(jar, bytes);
        look(3);

        // Then
        assertThat(host.events).containsExactly("take a.jar acme.a", "drop a.jar", "take a.jar acme.a");
    }

    @Test
    void anEmptyFolderIsNoPlugInYet() throws IOException {
        // Given
        watch.look();
        Path plugin = Files.createDirectory(folder.resolve("a"));

        // When
        look(3);
        Build.saying(dir.resolve("a"), "acme.a", "a").jar(plugin.resolve("a.jar"));
        look(3);

        // Then
        assertThat(host.events).containsExactly("take a acme.a");
    }

    @Test
    void itLooksByItself() {
        // Given
        try (PluginWatch running = PluginWatch.start(folder, Duration.ofMillis(10), host)) {
            // When
            Build.saying(dir.resolve("a"), "acme.a", "a").jar(folder.resolve("a.jar"));

            // Then
            Awaitility.await().until(() -> host.events.contains("take a.jar acme.a"));
            assertThat(running).isNotNull();
        }
    }

    private void look(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    private static final class Recorder implements PluginWatch.Host {
        private final List<String> events = new java.util.concurrent.CopyOnWriteArrayList<>();
        private final List<Plugin> taken = new ArrayList<>();
        private String refusing = "";

        @Override
        public void take(Plugin plugin) {
            if (!refusing.isEmpty()) {
                throw new CaravanException(refusing);
            }
            taken.add(plugin);
            events.add("take " + plugin.path().getFileName() + " "
                    + plugin.verifiers().get(0).name());
        }

        @Override
        public void refused(Path path, String reason) {
            events.add("refused " + path.getFileName() + " " + reason);
        }

        @Override
        public void drop(Path path) {
            events.add("drop " + path.getFileName());
        }
    }
}
