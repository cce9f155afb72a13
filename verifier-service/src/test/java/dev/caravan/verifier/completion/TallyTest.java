package dev.caravan.verifier.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.caravan.schemas.Metric;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void reportsRatesAndSharesByRunAndVerifierAndStartsAnew() {
        // Given
        Tally tally = new Tally("verifier-service", Duration.ofSeconds(2), 0);
        tally.add("run-1", List.of(verdict(VerdictStatus.SCORED, 1)), Duration.ofMillis(10));
        tally.add("run-1", List.of(verdict(VerdictStatus.ERROR, 3)), Duration.ofMillis(30));
        tally.add("run-1", List.of(verdict(VerdictStatus.UNDECIDED, 2)), Duration.ofMillis(20));
        tally.add("run-1", List.of(verdict(VerdictStatus.UNDECIDED, 2)), Duration.ofMillis(20));

        // When
        List<Metric> early = tally.drainIfDue(2 * SECOND - 1);
        List<Metric> due = tally.drainIfDue(2 * SECOND);
        List<Metric> next = tally.drainIfDue(4 * SECOND);

        // Then
        assertThat(early).isEmpty();
        assertThat(due)
                .extracting(Metric::getRun, Metric::getName, Metric::getValue, Metric::getLabels)
                .containsExactly(
                        tuple("run-1", "scored_per_second", 2.0, Map.of()),
                        tuple("run-1", "score_latency_ms", 20.0, Map.of()),
                        tuple("run-1", "error_share", 0.25, Map.of("verifier", "math")),
                        tuple("run-1", "undecided_share", 0.5, Map.of("verifier", "math")),
                        tuple("run-1", "check_ms", 2.0, Map.of("verifier", "math")));
        assertThat(next).isEmpty();
    }

    private static Verdict verdict(VerdictStatus status, double millis) {
        return Verdict.newBuilder()
                .setVerifier("math")
                .setVersion("1")
                .setStatus(status)
                .setScore(0)
                .setReason("")
                .setMillis(millis)
                .build();
    }
}
