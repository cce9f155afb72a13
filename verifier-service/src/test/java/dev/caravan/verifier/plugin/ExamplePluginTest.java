package dev.caravan.verifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.JudgeSettings;
import dev.caravan.verifier.Judgement;
import dev.caravan.verifier.VerifierRegistry;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.testkit.VerifierContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The example in examples/verifier-plugin, as it stands there: built, tested by its own test, loaded and asked. */
class ExamplePluginTest {

    private static final Path EXAMPLE = Path.of("..", "examples", "verifier-plugin");

    @TempDir
    Path dir;

    @Test
    void theExampleIsBuiltLoadedAndAsked() throws Exception {
        // Given
        Path jar = main().jar(dir.resolve("plugins/acme-dates.jar"));
        VerifierRegistry registry = VerifierRegistry.discover();
        JudgeSettings settings = SettingsBinder.defaults(JudgeSettings.class);

        // When
        try (Judge judge = new Judge(registry, settings, new SimpleMeterRegistry())) {
            registry.load(jar);
            Judgement right = judge(judge, "It fell on November 9, 1989.", "1989-11-09");
            Judgement hedged = judge(judge, "1989-11-09 or 1989-11-10", "1989-11-09");
            Judgement unusable = judge(judge, "1989-11-09", "a Thursday");

            // Then
            assertThat(right.reward()).isEqualTo(1);
            assertThat(right.verdicts().get(0).getVersion()).matches("1\\+sha256\\.[0-9a-f]{12}");
            assertThat(hedged.reward()).isZero();
            assertThat(hedged.reason()).isEqualTo("several dates in the last line: [1989-11-09, 1989-11-10]");
            assertThat(unusable.status()).isEqualTo(VerdictStatus.ERROR);
            assertThat(unusable.retryHelps()).isFalse();
            assertThat(registry.problem(spec("a Thursday")))
                    .hasValue("verifier 'acme.date': ground truth 'a Thursday' is not a date like 1969-07-20");
        }
    }

    @Test
    void itsOwnTestPasses() throws Exception {
        // Given
        Path classes = main().classes(dir.resolve("classes"));
        Path tests = new Build(dir.resolve("test-work"))
                .sources(EXAMPLE.resolve("src/test/java"))
                .resources(EXAMPLE.resolve("src/test/resources"))
                .against(classes)
                .against(Build.locationOf(VerifierContract.class))
                .against(Build.locationOf(Test.class))
                .classes(dir.resolve("test-classes"));

        // When
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL(), tests.toUri().toURL()},
                getClass().getClassLoader())) {
            Events events = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(loader.loadClass("com.acme.dates.DateVerifierTest")))
                    .execute()
                    .testEvents();

            // Then
            assertThat(events.failed().list()).isEmpty();
            assertThat(events.succeeded().count()).isGreaterThan(50);
        }
    }

    private Build main() throws Exception {
        return new Build(dir.resolve("work"))
                .sources(EXAMPLE.resolve("src/main/java"))
                .resources(EXAMPLE.resolve("src/main/resources"));
    }

    private static Judgement judge(Judge judge, String completion, String truth) {
        return judge.judge(List.of(spec(truth)), completion, "", Finish.STOP).join();
    }

    private static VerifierSpec spec(String truth) {
        return VerifierSpec.newBuilder()
                .setName("acme.date")
                .setGroundTruth(truth)
                .setOptions(Map.of("partial", "true"))
                .build();
    }
}
