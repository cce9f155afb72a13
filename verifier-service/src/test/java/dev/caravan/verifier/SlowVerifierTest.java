package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import dev.caravan.verifier.math.MathVerifier;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that take long beside checks that do not, on a real broker. */
class SlowVerifierTest {

    private static final int SLOW = 3;
    private static final int QUICK = 20;

    @TempDir
    private Path folder;

    @Test
    void quickChecksWaitNeitherForTheSlowOnesOfTheirBatchNorForThoseOfAnother() {
        // Given: the slow ones come first, and a few of the quick ones are of their partition
        CountDownLatch latch = new CountDownLatch(1);
        VerifierSettings settings = SettingsBinder.text("test", "{batch: 8}").bind(VerifierSettings.class);
        List<Completion> completions = new ArrayList<>();
        for (int i = 0; i < SLOW; i++) {
            completions.add(Completions.of("slow", i, "", Completions.verifier("slow", "")));
        }
        for (int i = 0; i < QUICK; i++) {
            completions.add(Completions.of(
                    i < 5 ? "slow" : "quick-" + i % 4, SLOW + i, "#### 1", Completions.verifier("math", "1")));
        }
        try (TestLog log = new TestLog(folder)) {
            VerifierService service = TestServices.of(
                    settings, log.kafka(), new SimpleMeterRegistry(), List.of(new MathVerifier(), new Slow(latch)));
            try {
                log.write(completions);

                // When
                service.start();
                List<Scored> quick = log.read(Topics.SCORES, all -> all.size() >= QUICK);
                latch.countDown();
                List<Scored> all = log.read(Topics.SCORES, read -> read.size() >= QUICK + SLOW);

                // Then
                assertThat(quick).hasSize(QUICK).allSatisfy(scored -> assertThat(
                                scored.getVerdicts().get(0).getVerifier())
                        .isEqualTo("math"));
                assertThat(all).hasSize(QUICK + SLOW).allSatisfy(scored -> assertThat(scored.getReward())
                        .isEqualTo(1));
            } finally {
                latch.countDown();
                service.close();
            }
        }
    }

    /** Right once the latch opens, on threads of its own. */
    private record Slow(CountDownLatch latch) implements Verifier {

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Optional<Pace> pace() {
            return Optional.of(new Pace(SLOW, Duration.ofMinutes(2)));
        }

        @Override
        public Verdict verify(Submission submission) {
            try {
                latch.await();
                return Verdict.right("at last");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Verdict.Failed("interrupted", true);
            }
        }
    }
}
