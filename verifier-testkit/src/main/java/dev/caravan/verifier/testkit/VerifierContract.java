package dev.caravan.verifier.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The tests that every verifier should pass. Extend it, say which verifier, and write golden lines into {@code golden.jsonl} beside the test
 * class:
 *
 * <pre>{@code
 * class SqlVerifierTest extends VerifierContract {
 *     @Override
 *     protected Verifier verifier() {
 *         return new SqlVerifier();
 *     }
 * }
 * }</pre>
 *
 * <pre>{@code
 * {"prompt": "…", "completion": "SELECT 1", "ground_truth": "SELECT 1", "expected": 1}
 * {"completion": "no idea", "ground_truth": "SELECT 1", "options": {"dialect": "ansi"}, "finish_reason": "stop", "expected": "UNDECIDED"}
 * {"completions": ["short", "longer"], "rewards": [1, 1], "ground_truth": "", "expected": [1, 0]}
 * }</pre>
 *
 * The last is for verifiers of groups.
 */
public abstract class VerifierContract {

    private static final int THREADS = 4;
    private static final int ROUNDS = 5;
    /** Long enough for a busy machine; a check that takes this long hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Verifier verifier;
    private List<GoldenRow> rows = List.of();

    @SuppressWarnings("NullAway.Init") // JUnit calls openVerifier before any test
    protected VerifierContract() {}

    /** A new verifier, not started. Each test makes its own. */
    protected abstract Verifier verifier();

    /** What the host's settings say under the verifier's name. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** Name of the golden lines' resource, beside the test class. */
    protected String golden() {
        return "golden.jsonl";
    }

    /** Whether one text may be the right answer to every ground truth in the golden lines, as where it only bounds the length. */
    protected boolean oneTextMayBeRightForAll() {
        return false;
    }

    @BeforeEach
    final void openVerifier() {
        rows = GoldenFile.read(getClass(), golden());
        verifier = started();
    }

    @AfterEach
    final void closeVerifier() {
        verifier.close();
    }

    @Test
    final void hasANameAVersionAndASaneStart() {
        assertTrue(
                verifier.name().matches("[a-z][a-z0-9_-]*(\\.[a-z0-9_-]+)*"),
                () -> "name '" + verifier.name() + "' must be lower case, in parts separated by dots, as in acme.sql");
        assertFalse(verifier.version().isBlank(), "the version must not be empty");
        try (Verifier other = verifier()) {
            Map<String, String> misspelt = new HashMap<>(settings());
            misspelt.put("no_such_setting_", "1");
            try {
                other.start(new Options(misspelt));
            } catch (IllegalArgumentException e) {
                assertTrue(
                        String.valueOf(e.getMessage()).contains("no_such_setting_"),
                        () -> "the refusal of a setting should name it: " + e.getMessage());
                return;
            }
            fail("an unknown setting must be refused: call settings.only(Set.of(…)) in start");
        }
    }

    @Test
    final void isFoundByTheServiceLoader() {
        boolean found = ServiceLoader.load(Verifier.class, verifier.getClass().getClassLoader()).stream()
                .anyMatch(provider -> provider.type() == verifier.getClass());
        assertTrue(
                found,
                () -> "META-INF/services/" + Verifier.class.getName() + " must have the line "
                        + verifier.getClass().getName());
    }

    @TestFactory
    final Stream<DynamicTest> givesTheGoldenVerdicts() {
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.title(), () -> {
                    List<Verdict> verdicts = judge(verifier, row);
                    assertEquals(row.group().size(), verdicts.size(), "verdicts");
                    assertAll(Stream.iterate(0, i -> i < verdicts.size(), i -> i + 1)
                            .map(i -> () -> assertEquals("", row.difference(i, verdicts.get(i)))));
                }));
    }

    @TestFactory
    final Stream<DynamicTest> acceptsTheGroundTruthsThatItScores() {
        return rows.stream()
                .filter(GoldenRow::right)
                .map(row -> DynamicTest.dynamicTest(
                        row.title(),
                        () -> assertEquals(
                                Optional.empty(),
                                verifier.problem(
                                        row.first().groundTruth(), row.first().options()))));
    }

    @Test
    final void saysTheSameAgainInAnyOrderAndFromAnotherInstance() {
        List<GoldenRow> shuffled = new ArrayList<>(rows);
        Map<GoldenRow, List<Verdict>> first = verdicts(verifier, rows);
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(shuffled, new Random(round));
            assertEquals(first, verdicts(verifier, shuffled), "verdicts of round " + (round + 2));
        }
        try (Verifier other = started()) {
            assertEquals(first, verdicts(other, rows), "verdicts of another instance");
        }
    }

    @Test
    final void judgesOnSeveralThreadsAsOnOne() throws InterruptedException, ExecutionException {
        Map<GoldenRow, List<Verdict>> alone = verdicts(verifier, rows);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Map<GoldenRow, List<Verdict>>>> together = new ArrayList<>();
            for (int i = 0; i < THREADS * ROUNDS; i++) {
                List<GoldenRow> shuffled = new ArrayList<>(rows);
                Collections.shuffle(shuffled, new Random(i));
                together.add(threads.submit(() -> verdicts(verifier, shuffled)));
            }
            for (Future<Map<GoldenRow, List<Verdict>>> one : together) {
                assertEquals(alone, one.get(), "verdicts beside other threads");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @TestFactory
    final Stream<DynamicTest> survivesHostileCompletions() {
        GoldenRow row = rows.stream().filter(GoldenRow::right).findFirst().orElse(rows.get(0));
        return HostileTexts.all().entrySet().stream()
                .map(text -> DynamicTest.dynamicTest(text.getKey(), () -> {
                    Submission given = row.first();
                    Verdict verdict = inTime(
                            () -> verifier.verify(new Submission(
                                    text.getValue(),
                                    given.groundTruth(),
                                    given.options(),
                                    given.prompt(),
                                    given.finish())),
                            text.getKey());
                    if (verdict instanceof Verdict.Failed) {
                        fail("a completion is never at fault for a failed check: " + GoldenRow.show(verdict));
                    }
                }));
    }

    @TestFactory
    final Stream<DynamicTest> takesTheGroundTruthsThatItFindsNoProblemWith() {
        return HostileTexts.all().entrySet().stream()
                .map(text -> DynamicTest.dynamicTest(text.getKey(), () -> {
                    Optional<String> problem =
                            inTime(() -> verifier.problem(text.getValue(), Options.NONE), text.getKey());
                    if (problem.isEmpty()) {
                        String completion = rows.get(0).first().completion();
                        inTime(() -> verifier.verify(Submission.of(completion, text.getValue())), text.getKey());
                    } else {
                        assertFalse(problem.get().isBlank(), "a problem should say what it is");
                    }
                }));
    }

    /** The simplest way to cheat: to give every answer. */
    @Test
    final void oneTextThatHasEveryAnswerIsNotRightForAll() {
        List<GoldenRow> right =
                rows.stream().filter(row -> !row.grouped() && row.right()).toList();
        long truths =
                right.stream().map(row -> row.first().groundTruth()).distinct().count();
        assumeTrue(
                truths > 1 && !oneTextMayBeRightForAll(),
                "needs golden lines with expected 1 for two ground truths or more");
        for (String between : List.of("\n", " or ", "\n\n")) {
            String all = right.stream().map(row -> row.first().completion()).collect(Collectors.joining(between));
            boolean rightForAll = right.stream()
                    .map(GoldenRow::first)
                    .map(one -> inTime(
                            () -> verifier.verify(
                                    new Submission(all, one.groundTruth(), one.options(), one.prompt(), one.finish())),
                            "all answers at once"))
                    .allMatch(verdict -> verdict instanceof Verdict.Scored scored && scored.score() == 1);
            assertFalse(
                    rightForAll,
                    "a completion that gives every answer is right for each of " + truths
                            + " different ground truths: whoever lists all answers is paid");
        }
    }

    private Map<GoldenRow, List<Verdict>> verdicts(Verifier judging, List<GoldenRow> all) {
        return all.stream().collect(Collectors.toMap(row -> row, row -> judge(judging, row)));
    }

    private List<Verdict> judge(Verifier judging, GoldenRow row) {
        return inTime(() -> failing(judging, row), row.title());
    }

    /** An unusable ground truth or option is an ERROR in the host: so it is here. */
    private static List<Verdict> failing(Verifier judging, GoldenRow row) {
        try {
            return row.judge(judging);
        } catch (IllegalArgumentException e) {
            Verdict failed = new Verdict.Failed(String.valueOf(e.getMessage()), false);
            return Collections.nCopies(row.group().size(), failed);
        }
    }

    private <T> T inTime(Supplier<T> check, String what) {
        Duration limit = verifier.pace().map(Pace::limit).orElse(PATIENCE);
        T said = assertTimeoutPreemptively(limit, check::get, () -> "no verdict within " + limit + ": " + what);
        assertNotNull(said, () -> "null instead of a verdict: " + what);
        return said;
    }

    private Verifier started() {
        Verifier fresh = verifier();
        fresh.start(new Options(settings()));
        return fresh;
    }
}
