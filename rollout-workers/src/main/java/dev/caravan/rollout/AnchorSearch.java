package dev.caravan.rollout;

import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.WeightKind;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import java.time.Duration;
import java.util.Map;

/**
 * Finds where a worker that holds no weights must start to read: the newest anchor that is whole. It looks backwards from the end
 * in windows that double, so it reads about what the worker then reads forwards, and not the whole history.
 */
final class AnchorSearch {

    private static final Duration POLL = Duration.ofMillis(20);

    private final Kafka kafka;
    private final long firstWindow;

    /** @param firstWindow records of the first window */
    AnchorSearch(Kafka kafka, long firstWindow) {
        this.kafka = kafka;
        this.firstWindow = firstWindow;
    }

    /** Offset of the newest whole anchor's manifest; the beginning of the log if there is none. */
    From newest() {
        long start;
        long end;
        try (LogReader<WeightRecord> reader = kafka.reader(Topics.WEIGHTS, From.BEGINNING)) {
            start = reader.positions().getOrDefault(0, 0L);
        }
        end = kafka.endOffsets(Topics.WEIGHTS).getOrDefault(0, 0L);
        long to = end;
        for (long window = firstWindow; to > start; window *= 2) {
            long from = Math.max(start, to - window);
            long found = search(from, to, end);
            if (found >= 0) {
                return From.offsets(Map.of(0, found));
            }
            to = from;
        }
        return From.BEGINNING;
    }

    /** The newest whole anchor in [from, to), or -1. */
    private long search(long from, long to, long end) {
        long newest = -1;
        try (LogReader<WeightRecord> reader = kafka.reader(Topics.WEIGHTS, From.offsets(Map.of(0, from)))) {
            while (reader.positions().getOrDefault(0, to) < to) {
                for (Received<WeightRecord> record : reader.poll(POLL)) {
                    if (record.offset() < to && isWholeAnchor(record, end)) {
                        newest = record.offset();
                    }
                }
            }
        }
        return newest;
    }

    private static boolean isWholeAnchor(Received<WeightRecord> record, long end) {
        WeightRecord value = record.value();
        return value != null
                && value.getPayload() instanceof WeightManifest manifest
                && manifest.getKind() == WeightKind.ANCHOR
                && record.offset() + manifest.getChunks() < end;
    }
}
