package dev.caravan.verifier.http;

import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the checks of many threads into requests. The first thread of a batch waits a moment for others to join, then sends for all; it
 * needs no thread of its own. Thread-safe.
 */
final class Gatherer {

    private final JsonPost post;
    private final HttpSettings settings;
    private @Nullable Batch open;

    Gatherer(JsonPost post, HttpSettings settings) {
        this.post = post;
        this.settings = settings;
    }

    /** The webhook's verdict; waits for it. */
    Verdict verdict(Submission submission) throws PostException, InterruptedException {
        Place place = join(submission);
        if (place.index() == 0) {
            send(place.batch());
        }
        try {
            return place.batch().verdicts.get().get(place.index());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PostException failed
                    ? new PostException(String.valueOf(failed.getMessage()), failed.retriable())
                    : new PostException("the request failed: " + e.getCause(), true);
        }
    }

    private synchronized Place join(Submission submission) {
        long size = WebhookProtocol.size(submission);
        if (open != null && open.bytes + size > settings.maxRequest().bytes()) {
            seal(open);
        }
        Batch batch = open;
        if (batch == null) {
            batch = new Batch();
            open = batch;
        }
        batch.submissions.add(submission);
        batch.bytes += size;
        int index = batch.submissions.size() - 1;
        if (batch.submissions.size() >= settings.batch()) {
            seal(batch);
        }
        return new Place(batch, index);
    }

    /** Nobody joins it any more. */
    private synchronized void seal(Batch batch) {
        if (open == batch) {
            open = null;
        }
        batch.sealed.countDown();
    }

    private void send(Batch batch) throws InterruptedException {
        try {
            boolean unused = batch.sealed.await(settings.gather().toNanos(), TimeUnit.NANOSECONDS);
            seal(batch);
            batch.verdicts.complete(WebhookProtocol.verdicts(
                    post.send(WebhookProtocol.request(batch.submissions)), batch.submissions.size()));
        } catch (PostException | RuntimeException e) {
            batch.verdicts.completeExceptionally(e);
        } finally {
            seal(batch);
            // Those who joined must not wait for a sender that was interrupted.
            batch.verdicts.completeExceptionally(new PostException("the check that was to send was given up", true));
        }
    }

    private record Place(Batch batch, int index) {}

    private static final class Batch {
        private final List<Submission> submissions = new ArrayList<>();
        private final CountDownLatch sealed = new CountDownLatch(1);
        private final CompletableFuture<List<Verdict>> verdicts = new CompletableFuture<>();
        private long bytes;
    }
}
