package dev.caravan.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SandboxTest {

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.defaults());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void runsAProgram() {
        // When
        Run run = sandbox.run(Program.python("print(input()[::-1])", Limits.DEFAULT), "caravan\n");

        // Then
        assertThat(run.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(run.stdout()).isEqualTo("navarac\n");
    }

    @Test
    void carriesAConversation() throws Exception {
        // Given
        List<Cell> cells = sandbox.open(List.of(
                Program.python("print(int(input()) + 1)", Limits.DEFAULT), Program.python("print(7)", Limits.DEFAULT)));

        // When
        try (Cell first = cells.get(0);
                Cell second = cells.get(1)) {
            byte[] said = second.stdout().readAllBytes();
            first.stdin().write(said);

            // Then
            assertThat(new String(first.stdout().readAllBytes())).isEqualTo("8\n");
            assertThat(first.end()).isEqualTo(new Ending.Exited(0));
        }
    }
}
