package dev.caravan.verifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.caravan.verifier.spi.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever bytes lie in the folder, loading ends in a plug-in or in a PluginException that names the file. */
class PluginLoadingProperties {

    private static Path dir;
    private static byte[] jar;

    @BeforeContainer
    static void build() throws IOException {
        dir = Files.createTempDirectory("plugin-properties-");
        jar = Files.readAllBytes(
                Build.saying(dir.resolve("work"), "acme.a", "a").jar(dir.resolve("whole.jar")));
    }

    @AfterContainer
    static void clean() throws IOException {
        try (var files = Files.walk(dir)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 300)
    void aJarWithChangedBytesIsAPlugInOrRefused(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 1_000_000) Integer> places, @ForAll byte value)
            throws IOException {
        byte[] changed = jar.clone();
        places.forEach(place -> changed[place % changed.length] ^= (byte) (value | 1));

        loads(changed);
    }

    @Property(tries = 100)
    void aJarCutShortIsAPlugInOrRefused(@ForAll @IntRange(max = 1_000_000) int length) throws IOException {
        loads(Arrays.copyOf(jar, length % (jar.length + 1)));
    }

    @Property(tries = 100)
    void anyBytesAreRefused(@ForAll byte[] bytes) throws IOException {
        loads(bytes);
    }

    private static void loads(byte[] bytes) throws IOException {
        Path file = Files.write(dir.resolve("fuzzed.jar"), bytes);
        try (Plugin plugin = Plugin.load(file)) {
            // A class may turn out to be broken as late as when it is used: then the check says so.
            assertThatCode(() -> plugin.verifiers().get(0).verify(Submission.of("", "")))
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isNull(),
                            thrown -> assertThat(thrown).isInstanceOf(RuntimeException.class),
                            thrown -> assertThat(thrown).isInstanceOf(LinkageError.class));
        } catch (PluginException e) {
            assertThat(e).hasMessageContaining(file.toString());
        }
    }
}
