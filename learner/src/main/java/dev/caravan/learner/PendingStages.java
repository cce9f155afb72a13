package dev.caravan.learner;

import dev.caravan.schemas.RunEvent;
import dev.caravan.schemas.RunFailed;
import dev.caravan.schemas.RunFinished;
import dev.caravan.schemas.StageFinished;
import dev.caravan.schemas.StageRequested;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which stages are asked for and have not ended: a fold of {@code runs}, first come first served. */
final class PendingStages {

    /** A stage of a run. */
    record Pending(String run, StageRequested request) {}

    private record Key(String run, int index) {}

    private final Map<Key, Pending> pending = new LinkedHashMap<>();

    /** Takes the next event of the log. */
    void add(RunEvent event) {
        String run = event.getRun();
        Object what = event.getEvent();
        if (what instanceof StageRequested request) {
            pending.put(new Key(run, request.getIndex()), new Pending(run, request));
        } else if (what instanceof StageFinished finished) {
            pending.remove(new Key(run, finished.getIndex()));
        } else if (what instanceof RunFailed || what instanceof RunFinished) {
            pending.keySet().removeIf(key -> key.run().equals(run));
        }
    }

    /** Removes and returns the stage that has waited longest. */
    Optional<Pending> next() {
        Optional<Pending> first = pending.values().stream().findFirst();
        first.ifPresent(
                next -> pending.remove(new Key(next.run(), next.request().getIndex())));
        return first;
    }
}
