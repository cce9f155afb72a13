package dev.caravan.rollout;

import dev.caravan.schemas.RolloutRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests that this worker has leased and not wholly admitted, first come first served. A request that cannot start yet (its
 * weights are not loaded) holds up nobody: those behind it go first.
 *
 * <p>The hand-over between the thread that leases requests and the one that generates; thread-safe.
 */
final class Backlog {

    private static final String NOT_REVIEWED = "it has not been reviewed yet";

    private final Duration patience;
    /** What keeps each from starting; empty for those that may. One that came after the last review may not: its weights may not be in use. */
    private final Map<Job, String> waiting = new LinkedHashMap<>();

    private final Set<String> groups = new HashSet<>();
    private final Semaphore signals = new Semaphore(0);

    /** @param patience how long a request is held whose weights are not on the log */
    Backlog(Duration patience) {
        this.patience = patience;
    }

    /** Adds a leased request. */
    synchronized void offer(Job job) {
        waiting.put(job, NOT_REVIEWED);
        signal();
    }

    /** Requests that wait, wholly or in part. */
    synchronized int size() {
        return waiting.size();
    }

    /**
     * Decides for every waiting request whether it may start, and rejects those that have not begun and never will: past their
     * deadline, or out of patience.
     *
     * @param newest the weights in use, null for none
     * @param weightsPosition how far the weights topic has been read
     * @return the number rejected
     */
    synchronized int review(@Nullable Revision newest, long weightsPosition, Instant now) {
        int rejected = 0;
        for (Iterator<Map.Entry<Job, String>> i = waiting.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<Job, String> entry = i.next();
            Job job = entry.getKey();
            // Weights that were on the log before the request was must be known before it is judged: a resumed learner
            // may
            // have gone back to an earlier version.
            boolean judged = weightsPosition >= job.weightsEnd();
            String obstacle = judged ? obstacle(job.request(), newest) : "the weights on the log are not read yet";
            String end = end(job, judged && !obstacle.isEmpty(), now);
            if (end.isEmpty()) {
                entry.setValue(obstacle);
            } else {
                i.remove();
                rejected++;
                job.reject(end + (obstacle.isEmpty() ? "" : ": " + obstacle));
            }
        }
        return rejected;
    }

    /** Why a request has to be given up; empty if it has not. */
    private String end(Job job, boolean held, Instant now) {
        if (job.begun()) {
            return "";
        }
        if (now.isAfter(job.request().getDeadline())) {
            return "its deadline " + job.request().getDeadline() + " passed before a slot was free";
        }
        return held && now.isAfter(job.leased().plus(patience))
                ? "the weights that it asks for have not come in " + patience
                : "";
    }

    /** Takes up to {@code free} sequences of requests that may start, oldest request first. */
    synchronized List<Flight> take(int free, Instant now) {
        List<Flight> taken = new ArrayList<>();
        for (Iterator<Map.Entry<Job, String>> i = waiting.entrySet().iterator(); i.hasNext() && taken.size() < free; ) {
            Map.Entry<Job, String> entry = i.next();
            Job job = entry.getKey();
            // A request that was issued again carries the same ids: one at a time.
            boolean mayStart = entry.getValue().isEmpty()
                    && (job.begun() || groups.add(job.request().getGroupId()));
            while (mayStart && job.waiting() > 0 && taken.size() < free) {
                taken.add(new Flight(job, job.next(now)));
            }
            if (job.waiting() == 0) {
                i.remove();
            }
        }
        return taken;
    }

    /** A taken sequence has been published. */
    synchronized void landed(Flight flight) {
        if (flight.job().complete()) {
            groups.remove(flight.job().request().getGroupId());
        }
    }

    /** Taken sequences were thrown away: their requests wait again, before all others. */
    synchronized void giveBack(List<Flight> flights) {
        Map<Job, String> others = new LinkedHashMap<>(waiting);
        waiting.clear();
        for (Flight flight : flights) {
            flight.job().again(flight.index());
            waiting.put(flight.job(), NOT_REVIEWED);
        }
        others.forEach(waiting::putIfAbsent);
    }

    /** Wakes {@link #await}. */
    void signal() {
        signals.release();
    }

    /** Waits for a request or a signal. */
    void await(Duration atMost) throws InterruptedException {
        if (signals.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            signals.drainPermits();
        }
    }

    private static String obstacle(RolloutRequest request, @Nullable Revision newest) {
        if (newest != null && newest.run().equals(request.getRun()) && newest.version() >= request.getMinVersion()) {
            return "";
        }
        return "it needs version " + request.getMinVersion() + " or later of run " + request.getRun()
                + " and this worker has " + (newest == null ? "no weights" : newest);
    }

    /** One completion of a request, in a slot. */
    record Flight(Job job, int index) {

        String id() {
            return Completions.id(job.request(), index);
        }
    }
}
