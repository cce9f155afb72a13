package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.schemas.Completion;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.VerdictStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Completions whose check ends the process, among others of the same batch, on a real broker. */
class DeadlyCompletionTest {

    private static final int HARMLESS = 30;
    private static final int MOST_DEATHS = 12;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void onlyWhatEndsTheProcessIsDeadLetteredAndAllElseIsScored() throws Exception {
        // Given: two deadly completions in the midst of one batch
        List<Completion> completions = new ArrayList<>();
        for (int i = 0; i < HARMLESS; i++) {
            String verifier = i % 2 == 0 ? MortalService.DEADLY : "math";
            completions.add(Completions.of("group", i, "#### 1", Completions.verifier(verifier, "1")));
        }
        List<String> deadly = List.of("group#100", "group#101");
        completions.add(10, poison(100));
        completions.add(25, poison(101));

        try (TestLog log = new TestLog(folder)) {
            log.write(completions);

            // When: it is started again whenever it has ended, as whatever looks after services does
            List<Integer> statuses = new ArrayList<>();
            Process service = start(log);
            try {
                while (log.size(Topics.DEAD_LETTERS) < deadly.size() && statuses.size() < MOST_DEATHS) {
                    if (service.waitFor(100, TimeUnit.MILLISECONDS)) {
                        statuses.add(service.exitValue());
                        service = start(log);
                    }
                }

                // Then: it has died of nothing else, three times of each
                assertThat(statuses).containsOnly(MortalService.STATUS).hasSizeLessThan(MOST_DEATHS);

                // Then: every completion has its score
                List<Scored> scores = log.read(
                        Topics.SCORES,
                        all -> all.stream()
                                        .map(each -> each.getCompletion().getId())
                                        .distinct()
                                        .count()
                                >= completions.size());
                List<DeadLetter> letters = log.read(Topics.DEAD_LETTERS, all -> all.size() >= deadly.size());

                Map<String, Scored> byId = new TreeMap<>();
                scores.forEach(scored -> byId.put(scored.getCompletion().getId(), scored));
                assertThat(byId).hasSize(completions.size());
                for (int i = 0; i < HARMLESS; i++) {
                    assertThat(byId.get("group#" + i).getReward()).isEqualTo(1);
                }

                // Then: the deadly ones have no reward, a reason, and a letter each that says where they are
                for (String id : deadly) {
                    Scored scored = byId.get(id);
                    assertThat(scored.getReward()).isNull();
                    assertThat(scored.getVerdicts()).singleElement().satisfies(verdict -> {
                        assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.ERROR);
                        assertThat(verdict.getReason())
                                .startsWith("the process ended while it had completions-")
                                .contains("in hand, and nothing else");
                    });
                }
                assertThat(letters).hasSize(deadly.size()).allSatisfy(letter -> {
                    assertThat(letter.getLocation()).matches("completions-\\d@\\d+");
                    assertThat(letter.getReason()).contains(letter.getLocation());
                    assertThat(letter.getAttempts()).isEqualTo(3);
                    assertThat(letter.getRun()).isEqualTo("run-1");
                });
                assertThat(letters)
                        .extracting(letter -> letter.getReason().split(":")[0])
                        .containsExactlyInAnyOrder("completion group#100", "completion group#101");

            } finally {
                service.destroyForcibly().waitFor();
            }
        }
    }

    private static Completion poison(int index) {
        return Completions.of("group", index, MortalService.POISON, Completions.verifier(MortalService.DEADLY, "1"));
    }

    private static Process start(TestLog log) throws Exception {
        return MortalService.start(log.bootstrap(), "{lanes: 2, lock: 3s, batch: 32, report: 1h}");
    }
}
