package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.verifier.code.CodeVerifier;
import dev.caravan.verifier.code.StdioVerifier;
import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.SandboxSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds programs is measured when the service starts, not when the first program comes. */
class ProgramsAtStartTest {

    private static TestLog log;

    @BeforeAll
    static void start(@TempDir Path folder) {
        log = new TestLog(folder);
    }

    @AfterAll
    static void stop() {
        if (log != null) {
            log.close();
        }
    }

    @Test
    void theTierIsPublishedOfOnePoolForAllThatRunPrograms() {
        // Given
        assumeSandbox();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (VerifierService service = service(Map.of(), meters)) {

            // When
            service.start();

            // Then
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !meters.find("caravan.sandbox.tier").gauges().isEmpty());
            assertThat(meters.get("caravan.sandbox.tier").gauges()).hasSize(1);
            assertThat(meters.get("caravan.sandbox.programs").functionCounters())
                    .hasSize(1);
        }
    }

    @Test
    void aConfiguredMinimumThatIsNotMetKeepsTheServiceFromStarting() {
        // Given
        Map<String, String> impossible = Map.of("sandbox", "namespaces", "python", "no-such-python");
        try (VerifierService service = service(Map.of("code", impossible), new SimpleMeterRegistry())) {

            // When, Then
            assertThatThrownBy(service::start)
                    .isInstanceOf(CaravanException.class)
                    .hasMessageContaining("'sandbox: namespaces'")
                    .hasMessageContaining("no-such-python");
        }
    }

    @Test
    void withoutASandboxEverythingElseWorks() {
        // Given
        Map<String, String> none = Map.of("python", "no-such-python");
        try (VerifierService service = service(Map.of("code", none), new SimpleMeterRegistry())) {

            // When
            service.start();

            // Then
            assertThat(service.health().state()).isEqualTo(Health.State.UP);
        }
    }

    private static VerifierService service(Map<String, Map<String, String>> verifiers, SimpleMeterRegistry meters) {
        VerifierSettings usual = SettingsBinder.defaults(VerifierSettings.class);
        VerifierSettings settings = new VerifierSettings(
                usual.judge(),
                usual.attempts(),
                usual.lanes(),
                usual.batch(),
                usual.lock(),
                usual.report(),
                usual.maxBody(),
                usual.maxItems(),
                verifiers,
                usual.plugins(),
                usual.reload(),
                usual.workers(),
                usual.shadow());
        return TestServices.of(settings, log.kafka(), meters, List.of(new CodeVerifier(), new StdioVerifier()));
    }

    static void assumeSandbox() {
        String problem = "";
        try {
            Sandbox.start(SandboxSettings.defaults()).close();
        } catch (CaravanException e) {
            problem = String.valueOf(e.getMessage());
        }
        assumeTrue(problem.isEmpty(), "no sandbox on this machine, skipped: " + problem);
    }
}
