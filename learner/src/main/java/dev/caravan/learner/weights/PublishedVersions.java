package dev.caravan.learner.weights;

import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.WeightChunk;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads which versions a run has on the topic {@code weights}, whole: those whose last chunk is there. */
public final class PublishedVersions {

    private static final Duration POLL = Duration.ofMillis(200);

    private PublishedVersions() {}

    /** Version to digest, of all that is between the reader's position and the end of the log. */
    public static SortedMap<Long, String> read(LogReader<WeightRecord> reader, String run) {
        SortedMap<Long, String> whole = new TreeMap<>();
        String digest = "";
        int missing = 0;
        while (!reader.atEnd()) {
            for (Received<WeightRecord> received : reader.poll(POLL)) {
                WeightRecord record = received.value();
                if (record == null || !record.getRun().equals(run)) {
                    continue;
                }
                if (record.getPayload() instanceof WeightManifest manifest) {
                    digest = manifest.getDigest();
                    missing = manifest.getChunks();
                } else if (record.getPayload() instanceof WeightChunk && --missing == 0) {
                    whole.put(record.getVersion(), digest);
                }
            }
        }
        return whole;
    }
}
