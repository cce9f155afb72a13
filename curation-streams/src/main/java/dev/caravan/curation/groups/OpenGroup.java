package dev.caravan.curation.groups;

import dev.caravan.schemas.Scored;
import java.util.List;
import java.util.TreeMap;

/** The completions of one request so far. */
final class OpenGroup {

    private final int n;
    /** Milliseconds since the epoch before which the group stays open. */
    private final long openUntil;

    private final TreeMap<Integer, Scored> byIndex = new TreeMap<>();
    private long deadline = Long.MIN_VALUE;
    private boolean asked;

    OpenGroup(int n, long openUntil) {
        this.n = n;
        this.openUntil = openUntil;
    }

    int n() {
        return n;
    }

    /** Adds a completion; false if that index was there. The latest deadline of all completions counts. */
    boolean add(Scored scored) {
        deadline = Math.max(deadline, scored.getCompletion().getDeadline().toEpochMilli());
        return byIndex.putIfAbsent(scored.getCompletion().getIndex(), scored) == null;
    }

    /** Its verifiers of whole groups have been asked: no more completions are taken, and their answer is waited for until then. */
    void asked(long until) {
        asked = true;
        deadline = Math.max(deadline, until);
    }

    boolean isAsked() {
        return asked;
    }

    boolean isComplete() {
        return byIndex.size() == n;
    }

    boolean isOverdue(long now) {
        return now >= deadline && now >= openUntil;
    }

    /** By index. */
    List<Scored> completions() {
        return List.copyOf(byIndex.values());
    }
}
