package dev.caravan.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void withoutATerminalEveryStepIsOneShortLine() {
        // Given
        Progress progress = Progress.on(Terminal.NONE, out);

        // When
        progress.begin("rlvr");
        progress.step(1, 170, Map.of("reward", 0.625, "staleness", 0.0, "kl", 0.01));
        progress.step(1, 170, Map.of("reward", 0.625));
        progress.done("weights version 3 after 1.0 s");
        progress.close();

        // Then
        String[] lines = text().split("\n", -1);
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).startsWith("rlvr 1/170").contains("/s", "left", "reward 0.625", "staleness 0.0");
        assertThat(lines[0]).hasSizeLessThan(100).doesNotContain("kl", "\u001b");
        assertThat(lines[1]).isEqualTo("rlvr: weights version 3 after 1.0 s");
    }

    @Test
    void onATerminalTheBlockIsTakenBackBeforeALineThatStays() {
        // Given
        Progress progress = Progress.on(new Terminal(true, false, 80), out);

        // When
        progress.begin("sft");
        progress.step(5, 50, Map.of("loss", 1.5));
        progress.say("live page http://127.0.0.1:8080");
        progress.close();

        // Then: what was drawn last before the line is erased, and no colour is used
        String before = text().substring(0, text().indexOf("live page"));
        assertThat(before).endsWith("A\u001b[J").contains("sft");
        assertThat(text()).doesNotContainPattern("\u001b\\[[0-9;]*m");
        assertThat(text()).contains("[##--------------------------] 5/50", "loss 1.500");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        // Given
        Progress progress = Progress.on(new Terminal(true, false, 40), out);

        // When
        progress.begin("a-rather-long-name-of-a-stage");
        progress.step(1_000_000, 2_000_000, Map.of("loss", 1.5, "reward", 0.1, "grad_norm", 3.0));
        progress.say("x");
        progress.close();

        // Then
        for (String line : text().replaceAll("\u001b\\[[0-9]*[A-Z]", "").split("[\r\n]+", -1)) {
            assertThat(line.length()).isLessThan(40);
        }
    }

    @Test
    void coloursAreOnlyForTerminalsAndNeverWithNoColor() {
        // Given
        Map<String, String> terminal = Map.of("CARAVAN_COLUMNS", "120");
        Map<String, String> plain = Map.of("CARAVAN_COLUMNS", "120", "NO_COLOR", "1");

        // When / Then
        assertThat(Terminal.of(terminal)).isEqualTo(new Terminal(true, true, 120));
        assertThat(Terminal.of(plain)).isEqualTo(new Terminal(true, false, 120));
        assertThat(Terminal.of(Map.of())).isEqualTo(Terminal.NONE);
    }

    @Test
    void thePaceIsThatOfTheLastSteps() {
        // Given: 10 slow steps, then fast ones
        Pace pace = new Pace();
        for (int step = 0; step <= 10; step++) {
            pace.at(step, step * 5_000_000_000L);
        }

        // When
        for (int step = 11; step <= 40; step++) {
            pace.at(step, 50_000_000_000L + (step - 10) * 500_000_000L);
        }

        // Then
        assertThat(pace.rate()).hasValue(2.0);
        assertThat(pace.timeFor(30).map(Pace::clock)).hasValue("0:15");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
