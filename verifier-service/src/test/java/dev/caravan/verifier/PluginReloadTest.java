package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import dev.caravan.verifier.plugin.Build;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose plug-in changes while it works, on a real broker. */
class PluginReloadTest {

    @TempDir
    Path dir;

    @Test
    void aChangedPlugInTakesOverWithoutARestart() throws Exception {
        // Given
        Path folder = Files.createDirectory(dir.resolve("plugins"));
        Path jar = Build.saying(dir.resolve("work1"), "acme.a", "one").jar(folder.resolve("a.jar"));
        try (TestLog log = new TestLog(dir.resolve("kafka"));
                VerifierService service =
                        new VerifierService(settings(folder), log.kafka(), new SimpleMeterRegistry())) {
            service.start();
            log.write(completions("before"));
            List<Scored> before = log.read(Topics.SCORES, all -> all.size() >= 4);

            // When
            Build.saying(dir.resolve("work2"), "acme.a", "two").jar(jar);
            List<Scored> after = new ArrayList<>();
            for (int round = 0; after.stream().noneMatch(PluginReloadTest::isByTheSecond); round++) {
                log.write(completions("round-" + round));
                int enough = 4 * (round + 2);
                after = log.read(Topics.SCORES, all -> all.size() >= enough);
            }

            // Then
            assertThat(before).allSatisfy(scored -> {
                assertThat(scored.getReward()).isEqualTo(1);
                assertThat(scored.getVerdicts().get(0).getReason()).isEqualTo("one");
            });
            Set<String> builds = new TreeSet<>();
            after.forEach(scored -> builds.add(scored.getVerdicts().get(0).getReason() + " "
                    + scored.getVerdicts().get(0).getVersion()));
            assertThat(builds).hasSize(2).allMatch(build -> build.matches("(one|two) 1\\+sha256\\.[0-9a-f]{12}"));
            assertThat(service.health()).isEqualTo(Health.UP);
        }
    }

    @Test
    void aServiceWithABrokenPlugInDoesNotStart() throws Exception {
        // Given
        Path folder = Files.createDirectory(dir.resolve("plugins"));
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");

        // When, Then
        try (TestLog log = new TestLog(dir.resolve("kafka"))) {
            assertThatThrownBy(() -> new VerifierService(settings(folder), log.kafka(), new SimpleMeterRegistry()))
                    .isInstanceOf(CaravanException.class)
                    .hasMessageContaining("plug-in " + broken);
        }
    }

    private static VerifierSettings settings(Path folder) {
        return SettingsBinder.text("test", "{plugins: '" + folder + "', reload: 100ms}")
                .bind(VerifierSettings.class);
    }

    private static boolean isByTheSecond(Scored scored) {
        return scored.getVerdicts().get(0).getReason().equals("two");
    }

    private static List<Completion> completions(String group) {
        List<Completion> completions = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            completions.add(Completions.of(group, i, "text", Completions.verifier("acme.a", "")));
        }
        return completions;
    }
}
