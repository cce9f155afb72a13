package dev.caravan.learner.weights;

import dev.caravan.learner.checkpoint.Checkpoint;
import dev.caravan.policy.weights.Weights;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Span;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The weight versions of a stage: which is the newest, and what a completion may truthfully say made it. */
public final class Versions {

    private final WeightPublisher publisher;
    private final SortedMap<Long, String> digests;
    private final Map<Long, Set<String>> known = new HashMap<>();
    private long current;
    private int step;

    /**
     * @param start whose versions to go on from
     * @param publisher where new ones go
     */
    public Versions(Checkpoint start, WeightPublisher publisher) {
        this.publisher = publisher;
        this.digests = new TreeMap<>(start.digests());
        this.current = start.version();
        this.step = start.step();
        digests.forEach(this::know);
    }

    /** Versions that an earlier life published after its last checkpoint. Its completions are as good as any. */
    public void replay(Map<Long, String> published) {
        published.forEach(this::know);
        publisher.replay(published);
    }

    /** The newest version. */
    public long current() {
        return current;
    }

    /** Version to digest, from the stage's start to the newest. */
    public SortedMap<Long, String> digests() {
        return Collections.unmodifiableSortedMap(digests);
    }

    /** Makes these weights the next version and publishes it. */
    public void publish(Weights weights, int step) {
        current++;
        this.step = step;
        digests.put(current, weights.digest());
        know(current, weights.digest());
        publisher.publish(current, weights, step);
    }

    /**
     * Publishes the newest version again, whole, for workers that could not use it the first time.
     *
     * @param weights the newest version's
     */
    public void repeat(Weights weights) {
        publisher.repeat(current, weights, step);
    }

    /**
     * Why a completion cannot be trained on; empty if it can: every token was sampled from weights that we published, none older than its
     * request allowed.
     *
     * @param oldest the oldest version that it may have been sampled from
     */
    public Optional<String> objection(Completion completion, long oldest) {
        int covered = 0;
        for (Span span : completion.getSpans()) {
            if (span.getFrom() != covered
                    || !known.getOrDefault(span.getVersion(), Set.of()).contains(span.getDigest())) {
                return Optional.of("names weights that this learner never published: " + completion.getSpans());
            }
            if (span.getVersion() < oldest) {
                return Optional.of("was sampled from older weights than version " + oldest
                        + ", which its request asked for: " + completion.getSpans());
            }
            covered = span.getTo();
        }
        return covered == completion.getTokens().size()
                ? Optional.empty()
                : Optional.of("does not say which weights made each of its tokens: " + completion.getSpans());
    }

    private void know(long version, String digest) {
        known.computeIfAbsent(version, key -> new HashSet<>()).add(digest);
    }
}
