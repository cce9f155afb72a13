package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.Wire;
import dev.caravan.verifier.math.MathVerifier;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completions that break the verifier they meet, among ones that do not, on a real broker. */
class PoisonTest {

    private static final int HARMLESS = 200;
    private static final int LEAKS = 6;

    private final CountDownLatch latch = new CountDownLatch(1);

    @TempDir
    private Path folder;

    @Test
    void poisonIsTriedAgainAndDeadLetteredAndHoldsUpNothingElse() throws Exception {
        // Given
        VerifierRegistry registry = new VerifierRegistry(List.of(
                new MathVerifier(),
                new FakeVerifier("deep", submission -> Verdict.right("" + depth(submission, 0))),
                new FakeVerifier("greedy", PoisonTest::allocate),
                new FakeVerifier("endless", submission -> spin()),
                new FakeVerifier("leaky", this::leak)));
        VerifierSettings settings = SettingsBinder.text("test", "{judge: {threads: 1, limit: 1s, hung: 4}, batch: 16}")
                .bind(VerifierSettings.class);
        List<String> poisonous = List.of("deep", "greedy", "endless");
        List<Completion> completions = new ArrayList<>();
        for (String verifier : poisonous) {
            completions.add(Completions.of(verifier, 0, "poison", Completions.verifier(verifier, "")));
        }
        for (int i = 0; i < LEAKS; i++) {
            completions.add(Completions.of("leaky", i, "text " + i, Completions.verifier("leaky", "")));
        }
        for (int i = 0; i < HARMLESS; i++) {
            completions.add(Completions.of("group-" + i % 7, i, "#### " + i % 2, Completions.verifier("math", "1")));
        }

        try (TestLog log = new TestLog(folder)) {
            VerifierService service = new VerifierService(settings, log.kafka(), new SimpleMeterRegistry(), registry);
            try {
                log.write(completions);

                // When
                service.start();
                List<Scored> scores = log.read(Topics.SCORES, all -> all.size() >= completions.size());
                List<DeadLetter> letters = log.read(Topics.DEAD_LETTERS, all -> all.size() >= 5);

                // Then: every completion has its score, those that are poison an ERROR and no reward
                Map<String, Scored> byId = new TreeMap<>();
                scores.forEach(scored -> byId.put(scored.getCompletion().getId(), scored));
                assertThat(byId).hasSize(completions.size());
                for (int i = 0; i < HARMLESS; i++) {
                    assertThat(byId.get("group-" + i % 7 + "#" + i).getReward()).isEqualTo(i % 2);
                }
                Map<String, String> reasons = Map.of(
                        "deep", "the verifier failed: java.lang.StackOverflowError",
                        "greedy", "the verifier failed: java.lang.OutOfMemoryError",
                        "endless", "not finished within 1000 ms");
                Map<String, DeadLetter> lettersById = byId(letters);
                for (String verifier : poisonous) {
                    Scored scored = byId.get(verifier + "#0");
                    assertThat(scored.getReward()).isNull();
                    assertThat(scored.getVerdicts().get(0).getStatus()).isEqualTo(VerdictStatus.ERROR);
                    assertThat(scored.getVerdicts().get(0).getReason()).startsWith(reasons.get(verifier));
                    DeadLetter letter = lettersById.get(verifier + "#0");
                    assertThat(letter.getAttempts()).isEqualTo(3);
                    assertThat(letter.getRetriable()).isTrue();
                }

                // Then: a verifier that leaks threads is refused when it has lost four
                List<Scored> leaky = scores.stream()
                        .filter(scored -> scored.getCompletion().getGroupId().equals("leaky"))
                        .toList();
                assertThat(leaky)
                        .filteredOn(scored -> scored.getReward() != null)
                        .hasSize(4);
                assertThat(leaky)
                        .filteredOn(scored -> scored.getReward() == null)
                        .hasSize(LEAKS - 4)
                        .allSatisfy(
                                scored -> assertThat(scored.getVerdicts().get(0).getReason())
                                        .contains("left threads behind"));
                assertThat(letters).hasSize(poisonous.size() + LEAKS - 4);
                assertThat(service.health()).isEqualTo(Health.UP);
            } finally {
                latch.countDown();
                service.close();
            }
        }
    }

    private static Map<String, DeadLetter> byId(List<DeadLetter> letters) throws Exception {
        Map<String, DeadLetter> byId = new TreeMap<>();
        for (DeadLetter letter : letters) {
            ByteBuffer payload = letter.getPayload();
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            byId.put(Wire.decode(bytes, Completion.class).getId(), letter);
        }
        return byId;
    }

    private static int depth(Submission submission, int depth) {
        return depth < 0 ? depth : depth(submission, depth + 1) + 1;
    }

    /** More than an array can hold: what a verifier gets that asks for all there is. */
    private static Verdict allocate(Submission submission) {
        long[] all = new long[Integer.MAX_VALUE];
        return Verdict.right(submission.completion() + all.length);
    }

    private Verdict spin() {
        long turns = 0;
        while (latch.getCount() > 0) {
            turns++;
        }
        return Verdict.right("" + turns);
    }

    private Verdict leak(Submission submission) {
        Thread left = new Thread(
                () -> {
                    while (latch.getCount() > 0) {
                        try {
                            latch.await();
                        } catch (InterruptedException e) {
                            // a thread that was forgotten does not listen
                        }
                    }
                },
                "left behind");
        left.setDaemon(true);
        left.start();
        return Verdict.right(submission.completion());
    }
}
