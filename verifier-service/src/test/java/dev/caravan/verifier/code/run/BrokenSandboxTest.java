package dev.caravan.verifier.code.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.code.run.Tested.Ran;
import dev.caravan.verifier.code.run.Tested.Unusable;
import dev.caravan.verifier.sandbox.program.Cell;
import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Language;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a check when a process of it sends nonsense or its sandbox fails; without any real process. */
class BrokenSandboxTest {

    private static final FunctionTests TESTS =
            new FunctionTests(null, null, List.of("assert f(1)", "assert f(2)"), "", "");
    private static final Ending BROKEN = new Ending.Broken("no memory");
    private static final String RESULT =
            "{\"token\": \"guessed\", \"tests\": [[true, 0.1], [true, 0.1]], \"first\": null}";

    @Test
    void aSandboxThatFailsIsAnErrorThatARetryMayHelp() {
        // When
        Tested atOnce = run(cell("", BROKEN), cell("", BROKEN));
        Tested later = run(cell(frame('L', "null"), BROKEN), cell(frame('R', "[]") + frame('R', "[]"), BROKEN));
        Tested ofTheTests = run(cell(frame('L', "null"), new Ending.Exited(0)), cell("", BROKEN));

        // Then
        assertThat(List.of(atOnce, later, ofTheTests))
                .containsOnly(new Unusable("the sandbox failed: no memory", true));
    }

    @Test
    void aProgramThatSendsNonsenseFails() {
        // Given
        List<String> nonsense =
                List.of("x", "R\0\0", frame('D', RESULT), frame('R', "null"), "L\u007f\u007f\u007f\u007f");

        // When
        List<Tested> tested = nonsense.stream()
                .map(text -> run(cell(text, new Ending.Exited(0)), cell(frame('D', RESULT), new Ending.Exited(0))))
                .toList();

        // Then
        assertThat(tested).allSatisfy(one -> assertThat(one).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.passed()).isZero();
            assertThat(ran.first()).isEqualTo("it sent something that is no answer");
        }));
    }

    @Test
    void aResultWithoutTheTokenIsNone() {
        // When
        Tested tested =
                run(cell(frame('L', "null"), new Ending.Exited(0)), cell(frame('D', RESULT), new Ending.Exited(0)));

        // Then
        assertThat(tested).isEqualTo(new Unusable("the tests' process sent a result with another token", false));
    }

    @Test
    void testsThatEndWithoutAResultAreTheProgramsFaultOnceItHadASay() {
        // When
        Tested before = run(cell(frame('L', "null"), new Ending.Exited(0)), cell("", new Ending.Exited(3)));
        Tested after = run(
                cell(frame('L', "null") + frame('R', "[]"), new Ending.Exited(0)),
                cell(frame('R', "[]"), new Ending.Killed(Ending.Reason.MEMORY)));

        // Then
        assertThat(before).isEqualTo(new Unusable("the tests did not begin: it ended with exit code 3", false));
        assertThat(after).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.passed()).isZero();
            assertThat(ran.tests()).hasSize(2);
            assertThat(ran.first())
                    .isEqualTo(
                            "with what the program gave, the tests did not come to an end: it used more than 256 MiB");
        });
    }

    private static Tested run(Cell candidate, Cell harness) {
        return new FunctionRun(programs -> List.of(candidate, harness), Sources.of(Language.PYTHON))
                .run("def f(x): return x", TESTS, new Allowance(Duration.ofSeconds(1), 256));
    }

    /** One character per byte. */
    private static String frame(char kind, String body) {
        return kind + "\0\0\0" + (char) body.length() + body;
    }

    private static Cell cell(String sends, Ending ending) {
        return new ScriptedCell(sends.getBytes(StandardCharsets.ISO_8859_1), ending);
    }

    private record ScriptedCell(InputStream stdout, OutputStream stdin, Ending end) implements Cell {

        ScriptedCell(byte[] sends, Ending ending) {
            this(new ByteArrayInputStream(sends), new ByteArrayOutputStream(), ending);
        }

        @Override
        public String stderr() {
            return "";
        }

        @Override
        public Duration wall() {
            return Duration.ZERO;
        }

        @Override
        public void close() {
            try {
                stdin.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
