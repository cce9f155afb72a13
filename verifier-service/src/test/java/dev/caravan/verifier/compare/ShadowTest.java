package dev.caravan.verifier.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Disagreement;
import dev.caravan.schemas.Occasion;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.ShadowScore;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.verifier.Completions;
import dev.caravan.verifier.TestLog;
import dev.caravan.verifier.TestServices;
import dev.caravan.verifier.VerifierService;
import dev.caravan.verifier.VerifierSettings;
import dev.caravan.verifier.math.MathVerifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shadow on a real broker. */
class ShadowTest {

    private static final int LIVE = 40;

    /** Enough of them that every partition has some. */
    private static final int GROUPS = 16;

    @TempDir
    private Path folder;

    @Test
    void aShadowJudgesWhatIsLiveAndChangesNoReward() {
        // Given
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        VerifierSettings settings = SettingsBinder.text(
                        "test", "{shadow: [{name: other.math, live: math}, {name: math, sample: 0.5}]}")
                .bind(VerifierSettings.class);
        try (TestLog log = new TestLog(folder)) {
            writeEarlierScore(log);
            VerifierService service =
                    TestServices.of(settings, log.kafka(), meters, List.of(new MathVerifier(), new OtherMath()));
            try {
                service.start();
                awaitShadows(log, Topics.SCORES.partitions());
                List<Completion> live = live();

                // When
                log.write(live);
                List<Scored> scores = log.read(
                        Topics.SCORES,
                        all -> all.stream()
                                        .filter(each ->
                                                isLive(each.getCompletion().getGroupId()))
                                        .count()
                                >= LIVE);
                List<ShadowScore> shadows = log.read(
                        Topics.SHADOW_SCORES,
                        all -> all.stream()
                                        .filter(each -> isLive(each.getGroupId())
                                                && each.getVerdict()
                                                        .getVerifier()
                                                        .equals("other.math"))
                                        .count()
                                >= LIVE);
                List<Disagreement> disagreements = log.read(
                        Topics.DISAGREEMENTS,
                        all -> all.stream()
                                        .filter(each -> isLive(each.getGroupId()))
                                        .count()
                                >= LIVE);

                // Then: the rewards are those of the live verifier alone
                Map<String, Scored> byId = new TreeMap<>();
                scores.forEach(scored -> byId.put(scored.getCompletion().getId(), scored));
                for (Completion completion : live) {
                    Scored scored = byId.get(completion.getId());
                    assertThat(scored.getReward())
                            .isEqualTo(completion.getText().equals("#### 1") ? 1 : 0);
                    assertThat(scored.getVerdicts()).hasSize(1);
                }

                // Then: the shadow's verdicts are the opposite
                assertThat(shadows)
                        .filteredOn(each -> isLive(each.getGroupId())
                                && each.getVerdict().getVerifier().equals("other.math"))
                        .hasSize(LIVE)
                        .allSatisfy(each -> {
                            assertThat(each.getShadows()).isEqualTo("math");
                            assertThat(each.getVerdict().getVersion()).isEqualTo("7");
                        });
                assertThat(disagreements)
                        .filteredOn(each -> isLive(each.getGroupId()))
                        .hasSize(LIVE)
                        .allSatisfy(each -> {
                            assertThat(each.getOccasion()).isEqualTo(Occasion.SHADOW);
                            assertThat(each.getLive().getVerifier()).isEqualTo("math");
                            assertThat(each.getOther().getVerifier()).isEqualTo("other.math");
                            assertThat(each.getGroundTruth()).isEqualTo("1");
                            if (each.getText().contains("?")) {
                                assertThat(each.getOther().getStatus()).isEqualTo(VerdictStatus.UNDECIDED);
                                assertThat(each.getOtherReward()).isZero();
                            } else {
                                assertThat(each.getOtherReward()).isEqualTo(1 - each.getReward());
                            }
                        });

                // Then: a verifier in its own shadow sees its sample of them and agrees
                assertThat(shadows)
                        .filteredOn(each -> isLive(each.getGroupId())
                                && each.getVerdict().getVerifier().equals("math"))
                        .hasSizeBetween(LIVE / 5, LIVE * 4 / 5);
                assertThat(shadows).extracting(ShadowScore::getGroupId).doesNotContain("before");
                assertThat(meters.get("caravan.shadow.disagreements")
                                .tag("verifier", "other.math")
                                .counter()
                                .count())
                        .isGreaterThanOrEqualTo(LIVE);
                // What was written to wake the shadows may still be on its way.
                Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                                meters.get("caravan.verifier.verdicts")
                                        .tag("verifier", "math")
                                        .tag("status", "scored")
                                        .counter()
                                        .count())
                        .isEqualTo(log.size(Topics.SCORES) - 1));
                assertThat(service.health()).isEqualTo(Health.UP);
            } finally {
                service.close();
            }
        }
    }

    @Test
    void aShadowThatThereIsNotIsAMistakeInTheSettings() {
        VerifierSettings settings =
                SettingsBinder.text("test", "{shadow: [{name: math@99}]}").bind(VerifierSettings.class);
        try (TestLog log = new TestLog(folder)) {
            assertThatThrownBy(() -> TestServices.of(
                            settings, log.kafka(), new SimpleMeterRegistry(), List.of(new MathVerifier())))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("math@99");
        }
    }

    private static void writeEarlierScore(TestLog log) {
        Completion completion = Completions.of("before", 0, "#### 1", Completions.verifier("math", "1"));
        Verdict verdict = Verdict.newBuilder()
                .setVerifier("math")
                .setVersion("1")
                .setStatus(VerdictStatus.SCORED)
                .setScore(1)
                .setReason("")
                .build();
        try (EventWriter writer = log.kafka().writer("test")) {
            writer.send(
                    Topics.SCORES,
                    "before",
                    Scored.newBuilder()
                            .setCompletion(completion)
                            .setVerdicts(List.of(verdict))
                            .setReward(1.0)
                            .setScoredAt(Instant.now())
                            .build());
            writer.flush();
        }
    }

    /**
     * A new share group begins in each partition where that ends when it first reads it: until both shadows have said something about every
     * partition, they may miss what is written.
     */
    private static void awaitShadows(TestLog log, int partitions) {
        AtomicInteger number = new AtomicInteger();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            List<Completion> warmUp = new ArrayList<>();
            for (int i = 0; i < GROUPS; i++) {
                warmUp.add(Completions.of(
                        "warm-up-" + i, number.getAndIncrement(), "#### 1", Completions.verifier("math", "1")));
            }
            log.write(warmUp);
            return log.partitions(Topics.SHADOW_SCORES, score -> score.getVerdict()
                                            .getVerifier()
                                            .equals("math"))
                                    .size()
                            == partitions
                    && log.partitions(Topics.SHADOW_SCORES, score -> score.getVerdict()
                                            .getVerifier()
                                            .equals("other.math"))
                                    .size()
                            == partitions;
        });
    }

    private static List<Completion> live() {
        List<Completion> completions = new ArrayList<>();
        for (int i = 0; i < LIVE; i++) {
            String text = i % 3 == 0 ? "#### 1" : i % 3 == 1 ? "#### 2" : "?";
            completions.add(Completions.of("live-" + i / 8, i % 8, text, Completions.verifier("math", "1")));
        }
        return completions;
    }

    private static boolean isLive(String group) {
        return group.startsWith("live-");
    }
}
