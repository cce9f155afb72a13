package dev.caravan.verifier.code.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.caravan.runtime.CaravanException;
import dev.caravan.verifier.code.run.BrokenSandboxException;
import dev.caravan.verifier.sandbox.SandboxSettings;
import dev.caravan.verifier.spi.Options;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SandboxPoolsTest {

    private static final Map<String, String> NOWHERE =
            Map.of("python", "no-such-python", "slots", "2", "sandbox", "landlock");

    @Test
    void equalSettingsShareAPoolAndOthersHaveOtherUsers() {
        // Given
        try (SandboxPools pools = new SandboxPools()) {
            SandboxSettings usual = settings(Map.of("slots", "4"));

            // When
            SandboxPool first = pools.of(usual);
            SandboxPool same = pools.of(settings(Map.of("slots", "4")));
            SandboxPool other = pools.of(settings(Map.of("slots", "3")));
            SandboxPool third = pools.of(settings(Map.of("slots", "2", "user", "60004")));
            SandboxPool apart = pools.of(settings(Map.of("slots", "2", "user", "70000")));

            // Then
            assertThat(same).isSameAs(first);
            assertThat(first.users()).isEqualTo("60001 to 60004");
            assertThat(other.users()).isEqualTo("60005 to 60007");
            assertThat(third.users()).isEqualTo("60008 to 60009");
            assertThat(apart.users()).isEqualTo("70000 to 70001");
        }
    }

    @Test
    void theTierIsMeasuredAndPublishedBeforeAnyProgram() {
        // Given
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (SandboxPools pools = new SandboxPools()) {
            SandboxPool pool = pools.of(settings(Map.of("slots", "2")));
            pool.bindTo(meters);
            pool.bindTo(meters);

            // When
            pools.start();

            // Then
            String problem = problem(pool);
            assumeTrue(problem.isEmpty(), "no sandbox on this machine, skipped: " + problem);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> meters.find("caravan.sandbox.tier").gauges().size() == 1);
            assertThat(meters.get("caravan.sandbox.tier").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void aMinimumThatIsDemandedAndNotMetEndsTheStart() {
        // Given
        try (SandboxPools pools = new SandboxPools()) {
            pools.of(settings(NOWHERE)).demand();

            // When, Then
            assertThatThrownBy(pools::start)
                    .isInstanceOf(CaravanException.class)
                    .hasMessageContaining("'sandbox: landlock'")
                    .hasMessageContaining("no 'no-such-python' on the PATH")
                    .hasMessageContaining("install python3");
        }
    }

    @Test
    void whereNothingIsDemandedTheStartGoesOn() {
        // Given
        try (SandboxPools pools = new SandboxPools()) {
            SandboxPool pool = pools.of(settings(NOWHERE));

            // When
            pools.start();

            // Then
            assertThatThrownBy(pool::get)
                    .isInstanceOf(BrokenSandboxException.class)
                    .hasMessageContaining("no-such-python");
        }
    }

    private static String problem(SandboxPool pool) {
        try {
            pool.get();
            return "";
        } catch (BrokenSandboxException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static SandboxSettings settings(Map<String, String> values) {
        return SandboxSettings.of(new Options(values));
    }
}
