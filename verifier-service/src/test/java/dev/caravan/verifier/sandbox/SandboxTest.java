package dev.caravan.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.caravan.runtime.CaravanException;
import dev.caravan.verifier.sandbox.program.Cell;
import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Language;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.sandbox.program.Run;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxTest {

    /** Wide enough for a busy machine. */
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(60), Duration.ofSeconds(20), 256 << 20, 16, 1 << 20, 1 << 20);

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Machine.sandbox(Tier.LANDLOCK);
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void runsAProgram() {
        // When
        Run run = run("print(input()[::-1])", "caravan\n");

        // Then
        assertThat(run.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(run.stdout()).isEqualTo("navarac\n");
        assertThat(run.wall()).isPositive();
    }

    @Test
    void behavesLikeTheInterpreter() {
        // When
        Run run = run(
                """
                import sys, threading
                from dataclasses import dataclass

                @dataclass
                class Point:
                    x: int

                threading.Thread(target=lambda: print("a thread", Point(1))).start()
                if __name__ == "__main__":
                    print("é", len(sys.argv), file=sys.stdout)
                    print("gone wrong", file=sys.stderr)
                    sys.exit("bye")
                """,
                "");

        // Then
        assertThat(run.ending()).isEqualTo(new Ending.Exited(1));
        assertThat(run.stdout().lines()).containsExactlyInAnyOrder("a thread Point(x=1)", "é 1");
        assertThat(run.stderr()).isEqualTo("gone wrong\nbye\n");
    }

    @Test
    void showsATraceback() {
        // When
        Run run = run("def f():\n    return 1 / 0\n\nf()\n", "");

        // Then
        assertThat(run.ending()).isEqualTo(new Ending.Exited(1));
        assertThat(run.stderr())
                .startsWith("Traceback (most recent call last):\n  File \"main.py\", line 4, in <module>\n    f()\n")
                .contains("ZeroDivisionError: division by zero")
                .doesNotContain("cell.py");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "while True: pass | CPU",
                "import time; time.sleep(100) | TIME",
                "x = bytearray(1 << 40) | MEMORY",
                "while True: print('x' * 1000) | OUTPUT",
                "import ctypes; ctypes.string_at(0) | SIGNAL",
            })
    void tellsLimitsApart(String source, Ending.Reason reason) {
        // Given
        boolean waits = reason == Ending.Reason.TIME;
        Limits limits = LIMITS.within(Duration.ofMillis(waits ? 200 : 60_000), Duration.ofMillis(300));

        // When
        Run run = sandbox.run(Program.python(source, limits), "");

        // Then
        assertThat(run.ending()).isEqualTo(new Ending.Killed(reason));
        assertThat(run.stdout().length()).isLessThanOrEqualTo(LIMITS.outputBytes());
    }

    @Test
    void keepsOutputThatFitsExactly() {
        // Given
        Limits limits = new Limits(LIMITS.wall(), LIMITS.cpu(), LIMITS.memoryBytes(), 1, 0, 200_000);

        // When
        Run fits = sandbox.run(Program.python("print('x' * 199_999)", limits), "");
        Run exceeds = sandbox.run(Program.python("print('x' * 200_000)", limits), "");

        // Then
        assertThat(fits.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(fits.stdout()).hasSize(200_000);
        assertThat(exceeds.ending()).isEqualTo(new Ending.Killed(Ending.Reason.OUTPUT));
    }

    @Test
    void putsFilesBesideTheProgram() {
        // Given
        Map<String, String> files = Map.of("data.txt", "one\ntwo\n", "pack/helper.py", "def twice(x): return 2 * x\n");

        // When
        Run run = sandbox.run(
                new Program(
                        Language.PYTHON,
                        "from pack.helper import twice; print(twice(open('data.txt').read()))",
                        files,
                        LIMITS),
                "");

        // Then
        assertThat(run.stdout()).isEqualTo("one\ntwo\none\ntwo\n\n");
        for (String name : List.of("../x", "/x", "a/../../x", "a/", ".", "", "a//b")) {
            assertThatThrownBy(() -> new Program(Language.PYTHON, "", Map.of(name, ""), LIMITS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("file names must be relative and stay inside: '" + name + "'");
        }
    }

    @Test
    void filesDoNotCountAgainstWhatAProgramMayWrite() {
        // Given
        Limits limits = new Limits(LIMITS.wall(), LIMITS.cpu(), LIMITS.memoryBytes(), 1, 0, 1 << 20);

        // When
        Run run = sandbox.run(
                new Program(
                        Language.PYTHON, "print(len(open('big').read()))", Map.of("big", "x".repeat(1 << 20)), limits),
                "");

        // Then
        assertThat(run.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(run.stdout()).isEqualTo((1 << 20) + "\n");
    }

    @Test
    void takesInputThatAProgramDoesNotRead() {
        // When
        Run run = run("print('done')", "x".repeat(5 << 20));

        // Then
        assertThat(run.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(run.stdout()).isEqualTo("done\n");
    }

    @Test
    void carriesMuchBothWays() {
        // Given
        Limits limits = new Limits(LIMITS.wall(), LIMITS.cpu(), LIMITS.memoryBytes(), 1, 0, 8 << 20);
        String input = "0123456789abcde\n".repeat(1 << 17);

        // When
        Run run = sandbox.run(
                Program.python("import sys\nfor line in sys.stdin: print(line.upper(), end='')", limits), input);

        // Then
        assertThat(run.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(run.stdout()).isEqualTo(input.toUpperCase(Locale.ROOT));
    }

    @Test
    void carriesAConversation() throws Exception {
        // Given
        Program adder = Program.python("while True: print(int(input()) + 1, flush=True)", LIMITS);

        // When
        List<Cell> cells = sandbox.open(List.of(adder, adder));

        // Then
        try (Cell first = cells.get(0);
                Cell second = cells.get(1)) {
            for (int i = 1; i < 9; i++) {
                for (Cell cell : List.of(first, second)) {
                    cell.stdin().write((i + "\n").getBytes(StandardCharsets.UTF_8));
                    assertThat(cell.stdout().readNBytes(2))
                            .asString(StandardCharsets.UTF_8)
                            .isEqualTo(i + 1 + "\n");
                }
            }
        }
    }

    @Test
    void survivesHalfASurrogatePair() {
        // When
        Run run = run("print('\ud800' == '?')", "\udfff");

        // Then
        assertThat(run.stdout()).isEqualTo("True\n");
    }

    @Test
    void leavesNothingOfOneProgramToTheNext() {
        // Given
        String secret = "canary-" + "5f3a".repeat(8);
        for (int i = 0; i < sandbox.slots(); i++) {
            run("kept = input(); text = '" + secret + "'; print(len(kept))", secret + "\n");
        }

        // When
        Run hunt = run(
                """
                import ctypes, gc, re
                pages, found = set(), 0
                for thing in gc.get_objects():
                    pages.update(range(id(thing) >> 20, (id(thing) >> 20) + 1))
                for page in sorted(pages):
                    for piece in range(256):
                        address = (page << 20) + (piece << 12)
                        if ctypes.CDLL(None).mincore(ctypes.c_void_p(address), ctypes.c_size_t(4096), ctypes.create_string_buffer(1)):
                            continue
                        found += len(re.findall(rb"canary-[0-9a-f]{32}", ctypes.string_at(address, 4096)))
                print(len(pages) > 3, found)
                """,
                "");

        // Then
        assertThat(hunt.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(hunt.stdout()).isEqualTo("True 0\n");
    }

    @Test
    void doesNotCountWaitingForASlot() throws Exception {
        // Given
        int programs = 3 * sandbox.slots();
        Limits limits = LIMITS.within(Duration.ofSeconds(20), Duration.ofSeconds(5));
        ExecutorService threads = Executors.newFixedThreadPool(programs);

        // When
        List<Future<Run>> runs = IntStream.range(0, programs)
                .mapToObj(i -> threads.submit(() ->
                        sandbox.run(Program.python("import time; time.sleep(0.2); print(input())", limits), i + "\n")))
                .toList();

        // Then
        for (int i = 0; i < programs; i++) {
            Run run = runs.get(i).get();
            assertThat(run.stdout()).isEqualTo(i + "\n");
            assertThat(run.wall()).isLessThan(Duration.ofSeconds(20));
        }
        threads.shutdown();
    }

    @Test
    void closingKillsTheProgramAndFreesTheSlot() throws Exception {
        for (int i = 0; i < 2 * sandbox.slots(); i++) {
            // When
            Cell cell = sandbox.open(Program.python("print('up', flush=True)\nwhile True: pass", LIMITS));
            assertThat(cell.stdout().readNBytes(3))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("up\n");
            cell.close();

            // Then
            assertThat(cell.end()).isEqualTo(new Ending.Broken("closed before its end"));
            assertThat(cell.stdout().read()).isEqualTo(-1);
        }
    }

    @Test
    void whatTheHostClosesIsNotCountedAsBroken() {
        // Given
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        sandbox.bindTo(meters, "code");
        double before = meters.get("caravan.sandbox.broken").functionCounter().count();

        // When
        for (int i = 0; i < 2 * sandbox.slots(); i++) {
            sandbox.open(Program.python("while True: print('x' * 1000)", LIMITS))
                    .close();
        }
        Run next = run("print('next')", "");

        // Then
        assertThat(next.stdout()).isEqualTo("next\n");
        assertThat(meters.get("caravan.sandbox.broken").functionCounter().count())
                .isEqualTo(before);
    }

    @Test
    void programsImportModulesThatWereThereBeforeThem() {
        // Given
        Map<String, String> modules = Map.of("there", "import os\nbefore = os.getpid()\ndef twice(x): return 2 * x\n");

        // When
        try (Sandbox own = Sandbox.start(SandboxSettings.defaults(), modules)) {
            Run run = own.run(
                    Program.python("import there, os; print(there.twice(21), there.before != os.getpid())", LIMITS),
                    "");

            // Then
            assertThat(run.stdout()).isEqualTo("42 True\n");
        }
    }

    @Test
    void isBrokenWhenItsProcessesDieAndRecovers() throws Exception {
        // Given
        List<ProcessHandle> others = ProcessHandle.current().children().toList();
        try (Sandbox own = Sandbox.start(oneSlot(List.of()))) {
            for (boolean onlyItsChildren : List.of(false, true)) {
                Cell cell = own.open(Program.python("print('up', flush=True); input()", LIMITS));
                assertThat(cell.stdout().readNBytes(3))
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("up\n");
                ProcessHandle slot = newChild(others);

                // When
                if (onlyItsChildren) {
                    slot.children().forEach(ProcessHandle::destroyForcibly);
                } else {
                    slot.destroyForcibly();
                }
                Ending ending = cell.end();
                Run next = own.run(Program.python("print('again')", LIMITS), "");

                // Then
                assertThat(ending).isInstanceOf(Ending.Broken.class);
                if (onlyItsChildren) {
                    assertThat(ending.toString()).contains("killed from outside; the machine may be out of memory");
                }
                assertThat(next.ending()).isEqualTo(new Ending.Exited(0));
                assertThat(next.stdout()).isEqualTo("again\n");
            }
        }
    }

    @Test
    void leavesNoProcessBehind() throws Exception {
        // Given
        List<ProcessHandle> others = ProcessHandle.current().children().toList();
        Sandbox own = Sandbox.start(oneSlot(List.of()));
        Cell cell = own.open(Program.python("print('up', flush=True)\nwhile True: pass", LIMITS));
        assertThat(cell.stdout().read()).isEqualTo('u');
        List<ProcessHandle> tree = newChild(others).descendants().toList();

        // When
        own.close();

        // Then
        assertThat(tree).hasSizeGreaterThanOrEqualTo(2);
        await().atMost(Duration.ofSeconds(30)).until(() -> tree.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(cell.end()).isInstanceOf(Ending.Broken.class);
    }

    @Test
    void publishesItsTier() {
        // Given
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        sandbox.bindTo(meters, "code");
        double before = meters.get("caravan.sandbox.programs").functionCounter().count();

        // When
        run("", "");

        // Then
        assertThat(meters.get("caravan.sandbox.tier")
                        .tag("tier", sandbox.tier().name().toLowerCase(Locale.ROOT))
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("caravan.sandbox.busy").gauge().value()).isZero();
        assertThat(meters.get("caravan.sandbox.programs").functionCounter().count())
                .isEqualTo(before + 1);
    }

    @Test
    void refusesWhereItCannotHoldPrograms() {
        // Given
        SandboxSettings demanding = Machine.settings(Tier.NAMESPACES, Machine.denyingNamespaces());

        // When, Then
        assertThatThrownBy(() -> Sandbox.start(demanding))
                .isInstanceOf(CaravanException.class)
                .hasMessageStartingWith("programs cannot be run safely here (NAMESPACES with ")
                .hasMessageContaining("unshare: Operation not permitted")
                .hasMessageContaining("set sandbox: unsafe if every program is trusted");
    }

    @Test
    void refusesMoreProgramsAtOnceThanSlots() throws Exception {
        // Given
        Program program = Program.python("", LIMITS);

        // When, Then
        assertThatThrownBy(() -> sandbox.open(Collections.nCopies(sandbox.slots() + 1, program)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void interpretersThatAreMissingAreNamed() {
        // Given
        SandboxSettings usual = SandboxSettings.defaults();
        SandboxSettings bare =
                new SandboxSettings(usual.minimum(), 1, usual.user(), usual.python(), "no-java", "no-node", List.of());

        // When, Then
        try (Sandbox own = Sandbox.start(bare)) {
            assertThatThrownBy(() -> own.run(new Program(Language.JAVASCRIPT, "", Map.of(), LIMITS), ""))
                    .isInstanceOf(CaravanException.class)
                    .hasMessageStartingWith("JAVASCRIPT programs cannot be run: there is no 'no-node' on the PATH");
        }
        assertThatThrownBy(() -> Sandbox.start(
                        new SandboxSettings(usual.minimum(), 1, usual.user(), "no-python", "java", "node", List.of())))
                .hasMessageContaining("no 'no-python' on the PATH");
    }

    private static Run run(String source, String stdin) {
        return sandbox.run(Program.python(source, LIMITS), stdin);
    }

    private static ProcessHandle newChild(List<ProcessHandle> others) {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.isAlive() && !others.contains(child))
                .findFirst()
                .orElseThrow();
    }

    private static SandboxSettings oneSlot(List<String> wrapper) {
        SandboxSettings usual = SandboxSettings.defaults();
        return new SandboxSettings(
                usual.minimum(), 1, usual.user(), usual.python(), usual.java(), usual.node(), wrapper);
    }
}
