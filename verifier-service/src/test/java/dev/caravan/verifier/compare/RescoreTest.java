package dev.caravan.verifier.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Disagreement;
import dev.caravan.schemas.Occasion;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import dev.caravan.verifier.Completions;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.JudgeSettings;
import dev.caravan.verifier.Judgement;
import dev.caravan.verifier.TestLog;
import dev.caravan.verifier.VerifierRegistry;
import dev.caravan.verifier.compare.RescoreReport.Change;
import dev.caravan.verifier.compare.RescoreReport.Says;
import dev.caravan.verifier.math.MathVerifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History scored again, on a real broker that has the same history for every test. */
class RescoreTest {

    @TempDir
    private static Path folder;

    private static TestLog log;
    private static Judge judge;
    private static Instant between;

    @BeforeAll
    static void writeHistory() throws Exception {
        log = new TestLog(folder);
        judge = new Judge(
                new VerifierRegistry(List.of(new MathVerifier(), new OtherMath())),
                new JudgeSettings(2, Duration.ofSeconds(30), 1),
                new SimpleMeterRegistry());
        // Two right and two wrong; all wrong in prose; all right, one of them scored twice.
        score("run-1", "mixed", "#### 1", "#### 2", "#### 1", "#### 2");
        score("run-1", "prose", "the answer is 1", "the answer is 2", "#### 2?", "#### 3?");
        between = Instant.now();
        score("run-2", "easy", "#### 1", "#### 1");
        score("run-2", "easy", "#### 1");
    }

    @AfterAll
    static void close() {
        judge.close();
        log.close();
    }

    @Test
    void theSameVerifierWithOtherOptionsShowsWhatTheyChange() {
        // When
        RescoreReport report = rescore("math", Map.of("strict", "true"), From.BEGINNING, Optional.empty(), true);

        // Then
        assertThat(report.completions()).isEqualTo(10);
        assertThat(report.liveVersions()).isEqualTo(report.otherVersions());
        assertThat(report.changes())
                .containsEntry(new Change(Says.RIGHT, Says.RIGHT, true), 4L)
                .containsEntry(new Change(Says.RIGHT, Says.WRONG, false), 1L);
        assertThat(report.disagreements()).isEqualTo(1);
        assertThat(report.before().value()).isCloseTo(0.5, within(1e-12));
        assertThat(report.after().value()).isCloseTo(0.4, within(1e-12));
        assertThat(report.raised()).isZero();
        assertThat(report.lowered()).isEqualTo(1);
        assertThat(report.groups()).isEqualTo(new GroupSignals(1, 1, 0, 1));
        List<Disagreement> written = log.read(Topics.DISAGREEMENTS, all -> !all.isEmpty());
        assertThat(written).singleElement().satisfies(each -> {
            assertThat(each.getCompletionId()).isEqualTo("prose#0");
            assertThat(each.getOccasion()).isEqualTo(Occasion.RESCORE);
            assertThat(each.getLive().getScore()).isEqualTo(1);
            assertThat(each.getOther().getScore()).isZero();
            assertThat(each.getReward()).isEqualTo(1);
            assertThat(each.getOtherReward()).isZero();
            assertThat(each.getText()).isEqualTo("the answer is 1");
        });
        assertThat(report.examples().values()).containsExactly(written);
    }

    @Test
    void anotherVerifierIsComparedByCompletionRewardAndGroup() {
        // When
        RescoreReport report = rescore("other.math@7", Map.of(), From.BEGINNING, Optional.empty(), false);

        // Then
        assertThat(report.otherVersions()).containsExactly("7");
        assertThat(report.changes())
                .isEqualTo(Map.of(
                        new Change(Says.RIGHT, Says.WRONG, false), 4L,
                        new Change(Says.RIGHT, Says.RIGHT, true), 1L,
                        new Change(Says.WRONG, Says.RIGHT, false), 3L,
                        new Change(Says.WRONG, Says.UNDECIDED, false), 2L));
        assertThat(report.raised()).isEqualTo(3);
        assertThat(report.lowered()).isEqualTo(4);
        assertThat(report.groups()).isEqualTo(new GroupSignals(2, 0, 0, 1));
        assertThat(report.examples().get(new Change(Says.RIGHT, Says.WRONG, false)))
                .hasSize(2);
    }

    @Test
    void newIsTheVersionThatIsKnownHere() {
        // When
        RescoreReport report = rescore("other.math@new", Map.of(), From.BEGINNING, Optional.empty(), false);

        // Then
        assertThat(report.completions()).isEqualTo(10);
        assertThat(report.otherVersions()).containsExactly("7");
    }

    @Test
    void aVersionThatIsNotHereIsRefusedAndTheOneThatIsNamed() {
        // When, Then
        assertThatThrownBy(() -> new SecondOpinion(judge, "math", "other.math@8", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage("verifier 'other.math@8' is not here: the version of 'other.math' that is known here is 7;"
                        + " ask for it with other.math@new");
        assertThatThrownBy(() -> new SecondOpinion(judge, "math", "meth@new", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage("unknown verifier 'meth'; known: math, other.math");
    }

    @Test
    void aRunAndATimeNarrowItDown() {
        // When
        RescoreReport run = rescore("math", Map.of(), From.BEGINNING, Optional.of("run-2"), false);
        RescoreReport since = rescore("math", Map.of(), From.time(between), Optional.empty(), false);
        RescoreReport none =
                rescore("math", Map.of(), From.time(Instant.now().plusSeconds(60)), Optional.empty(), false);

        // Then
        assertThat(run.completions()).isEqualTo(2);
        assertThat(run.disagreements()).isZero();
        assertThat(since.completions()).isEqualTo(2);
        assertThat(none.completions()).isZero();
        assertThat(none.before().value()).isZero();
    }

    private static RescoreReport rescore(
            String other, Map<String, String> options, From from, Optional<String> run, boolean publish) {
        SecondOpinion opinion = new SecondOpinion(judge, "math", other, options);
        return new Rescore(log.kafka(), opinion, from, run, publish).run(2);
    }

    private static void score(String run, String group, String... texts) throws Exception {
        try (EventWriter writer = log.kafka().writer("test")) {
            for (int i = 0; i < texts.length; i++) {
                Completion completion = Completion.newBuilder(
                                Completions.of(group, i, texts[i], Completions.verifier("math", "1")))
                        .setRun(run)
                        .setPurpose(Purpose.TRAIN)
                        .build();
                Judgement judgement =
                        judge.judge(completion.getVerifiers(), completion).get();
                writer.send(
                        Topics.SCORES,
                        group,
                        Scored.newBuilder()
                                .setCompletion(completion)
                                .setVerdicts(judgement.verdicts())
                                .setReward(judgement.reward())
                                .setScoredAt(Instant.now())
                                .build());
            }
            writer.flush();
        }
    }
}
