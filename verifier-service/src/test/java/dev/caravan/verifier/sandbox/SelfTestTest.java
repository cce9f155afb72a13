package dev.caravan.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.RetriableException;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the choice of a tier makes of failures that say nothing about it. */
class SelfTestTest {

    private static final Limits LIMITS = Limits.DEFAULT.within(Duration.ofSeconds(2), Duration.ofSeconds(2));

    @Test
    void aSlowStartIsTriedAgainAndDoesNotWeakenTheTier(@TempDir Path folder) {
        // Given
        Path mark = folder.resolve("started");
        List<String> slowAtFirst = List.of(
                "/bin/sh", "-c", "test -e \"$0\" && exec \"$@\"; touch \"$0\"; exec sleep 600", mark.toString());
        try (Sandbox usual = Machine.sandbox(Tier.LANDLOCK)) {

            // When
            try (Sandbox sandbox =
                    Sandbox.start(Machine.settings(Tier.LANDLOCK, slowAtFirst), Map.of(), new SelfTest(LIMITS, 30))) {

                // Then
                assertThat(sandbox.tier()).isEqualTo(usual.tier());
                assertThat(Files.exists(mark)).isTrue();
            }
        }
    }

    @Test
    void aSandboxThatIsAlwaysTooSlowOrKilledFailsAsRetriableInTheStrongestTier() {
        for (String fate : List.of("exec sleep 600", "kill -9 $$")) {
            // Given
            SandboxSettings settings = Machine.settings(Tier.LANDLOCK, List.of("/bin/sh", "-c", fate));
            SelfTest impatient = new SelfTest(Limits.DEFAULT.within(Duration.ofMillis(200), Duration.ofMillis(200)), 2);

            // When, Then
            assertThatThrownBy(() -> Sandbox.start(settings, Map.of(), impatient))
                    .as(fate)
                    .isInstanceOf(RetriableException.class)
                    .hasMessageStartingWith("it cannot be told whether NAMESPACES holds programs here (")
                    .hasMessageContaining("nothing weaker is used for that");
        }
    }

    @Test
    void programsThatTakeTooLongSayNothingAboutTheTier() {
        // Given
        Sandbox usual = Machine.sandbox(Tier.LANDLOCK);
        SelfTest impatient = new SelfTest(Limits.DEFAULT.within(Duration.ofMillis(1), Duration.ofSeconds(5)), 2);

        // When, Then
        try (usual) {
            usual.run(Program.python("", Limits.DEFAULT), ""); // so that starting takes no time
            assertThatThrownBy(() -> impatient.problem(usual))
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("ran out of time");
        }
    }

    @Test
    void anInterpreterThatCannotRunIsNamed() {
        // Given
        SandboxSettings settings =
                Machine.settings(Tier.LANDLOCK, List.of("/bin/sh", "-c", "echo no library >&2; exit 1"));

        // When, Then
        assertThatThrownBy(() -> Sandbox.start(settings, Map.of(), new SelfTest(LIMITS, 2)))
                .isInstanceOf(CaravanException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageStartingWith("programs cannot be run safely here (NAMESPACES with ")
                .hasMessageContaining("no library");
    }
}
