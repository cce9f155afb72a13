package dev.caravan.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.rollout.Backlog.Flight;
import dev.caravan.schemas.RolloutRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Instant NOW = Instant.now();

    private final Backlog backlog = new Backlog(Duration.ofSeconds(15));

    @Test
    void takesTheOldestRequestFirstAndSplitsTheOneThatDoesNotFit() {
        // Given
        offer(Requests.request("a", 3).build());
        offer(Requests.request("b", 3).build());
        backlog.review(revision("r", 0), 0, NOW);

        // When
        List<Flight> first = backlog.take(4, NOW);
        List<Flight> second = backlog.take(4, NOW);

        // Then
        assertThat(first).extracting(Flight::id).containsExactly("a#0", "a#1", "a#2", "b#0");
        assertThat(second).extracting(Flight::id).containsExactly("b#1", "b#2");
    }

    @Test
    void aRequestThatWaitsForWeightsHoldsUpNobody() {
        // Given
        offer(Requests.request("later", 2).setMinVersion(4).build());
        offer(Requests.request("foreign", 2).setRun("other").build());
        offer(Requests.request("now", 2).setMinVersion(3).build());

        // When
        backlog.review(revision("r", 3), 0, NOW);
        List<Flight> three = backlog.take(8, NOW);
        backlog.review(revision("r", 4), 0, NOW);
        List<Flight> four = backlog.take(8, NOW);

        // Then
        assertThat(three).extracting(Flight::id).containsExactly("now#0", "now#1");
        assertThat(four).extracting(Flight::id).containsExactly("later#0", "later#1");
    }

    @Test
    void aRequestWaitsUntilTheWeightsBeforeItAreRead() {
        // Given
        RolloutRequest request = Requests.request("a", 1).build();
        backlog.offer(new Job(new FakeLease(request), request, NOW, 12));

        // When
        backlog.review(revision("r", 3), 11, NOW);
        List<Flight> early = backlog.take(8, NOW);
        backlog.review(revision("r", 3), 12, NOW);
        List<Flight> after = backlog.take(8, NOW);

        // Then
        assertThat(early).isEmpty();
        assertThat(after).hasSize(1);
    }

    @Test
    void aRequestThatComesBetweenReviewAndTakeDoesNotStartUnjudged() {
        // Given
        backlog.review(revision("r", 3), 0, NOW);
        offer(Requests.request("a", 1).setMinVersion(4).build());

        // When
        List<Flight> unjudged = backlog.take(8, NOW);
        backlog.review(revision("r", 4), 0, NOW);
        List<Flight> judged = backlog.take(8, NOW);

        // Then
        assertThat(unjudged).isEmpty();
        assertThat(judged).hasSize(1);
    }

    @Test
    void aRequestPastItsDeadlineIsRejectedWithWhatItWaitedFor() {
        // Given
        FakeLease lease = offer(Requests.request("a", 1)
                .setMinVersion(9)
                .setDeadline(NOW.minus(Duration.ofSeconds(1)))
                .build());

        // When
        int rejected = backlog.review(revision("r", 3), 0, NOW);

        // Then
        assertThat(rejected).isEqualTo(1);
        assertThat(lease.settled)
                .contains("deadline")
                .endsWith("it needs version 9 or later of run r and this worker has version 3 of run r");
        assertThat(backlog.size()).isZero();
    }

    @Test
    void aRequestWhoseWeightsDoNotComeIsGivenUpWhenPatienceEnds() {
        // Given
        FakeLease lease = offer(Requests.request("a", 1).setRun("other").build());

        // When
        int early = backlog.review(revision("r", 3), 0, NOW.plusSeconds(15));
        int late = backlog.review(revision("r", 3), 0, NOW.plusSeconds(16));

        // Then
        assertThat(early).isZero();
        assertThat(late).isOne();
        assertThat(lease.settled)
                .isEqualTo(
                        "the weights that it asks for have not come in PT15S: it needs version 0 or later of run other"
                                + " and this worker has version 3 of run r");
    }

    @Test
    void aRequestIssuedAgainWaitsForTheFirst() {
        // Given
        offer(Requests.request("a", 1).build());
        offer(Requests.request("a", 1).build());
        backlog.review(revision("r", 0), 0, NOW);

        // When
        List<Flight> first = backlog.take(8, NOW);
        List<Flight> meanwhile = backlog.take(8, NOW);
        first.get(0).job().sent(CompletableFuture.completedFuture("acknowledged"));
        backlog.landed(first.get(0));
        List<Flight> afterwards = backlog.take(8, NOW);

        // Then
        assertThat(first).extracting(Flight::id).containsExactly("a#0");
        assertThat(meanwhile).isEmpty();
        assertThat(afterwards).extracting(Flight::id).containsExactly("a#0");
    }

    @Test
    void sequencesGivenBackGoFirst() {
        // Given
        offer(Requests.request("a", 2).build());
        offer(Requests.request("b", 2).build());
        backlog.review(revision("r", 0), 0, NOW);
        List<Flight> taken = backlog.take(2, NOW);

        // When
        backlog.giveBack(taken);
        backlog.review(revision("r", 0), 0, NOW);

        // Then
        assertThat(backlog.take(3, NOW)).extracting(Flight::id).containsExactly("a#0", "a#1", "b#0");
    }

    @Test
    void theLeaseIsSettledWhenTheBrokerHasAllCompletions() {
        // Given
        FakeLease lease = offer(Requests.request("a", 2).build());
        backlog.review(revision("r", 0), 0, NOW);
        Job job = backlog.take(2, NOW).get(0).job();
        CompletableFuture<Object> unacknowledged = new CompletableFuture<>();
        job.sent(CompletableFuture.completedFuture("acknowledged"));
        job.sent(unacknowledged);
        job.settle();
        String before = lease.settled;

        // When
        unacknowledged.complete("acknowledged");

        // Then
        assertThat(before).isEmpty();
        assertThat(lease.settled).isEqualTo("done");
    }

    private FakeLease offer(RolloutRequest request) {
        FakeLease lease = new FakeLease(request);
        backlog.offer(new Job(lease, request, NOW, 0));
        return lease;
    }

    private static Revision revision(String run, long version) {
        return TinyModel.revision(run, version, 1);
    }
}
