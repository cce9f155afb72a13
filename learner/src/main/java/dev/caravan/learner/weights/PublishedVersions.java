package dev.caravan.learner.weights;

import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.WeightRecord;
import dev.caravan.schemas.weights.WeightAssembler;
import dev.caravan.schemas.weights.WeightStreamException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads which versions a run has on the topic {@code weights}, whole: those whose chunks are all there and undamaged. */
public final class PublishedVersions {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedVersions.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private PublishedVersions() {}

    /** Version to digest, of all that is between the reader's position and the end of the log. */
    public static SortedMap<Long, String> read(LogReader<WeightRecord> reader, String run) {
        SortedMap<Long, String> whole = new TreeMap<>();
        WeightAssembler assembler = new WeightAssembler();
        while (!reader.atEnd()) {
            for (Received<WeightRecord> received : reader.poll(POLL)) {
                WeightRecord record = received.value();
                if (record != null && record.getRun().equals(run)) {
                    add(record, received.location(), assembler, whole);
                }
            }
        }
        return whole;
    }

    private static void add(
            WeightRecord record, String location, WeightAssembler assembler, SortedMap<Long, String> whole) {
        try {
            WeightAssembler.Version version = assembler.accept(record);
            if (version != null) {
                whole.put(version.number(), version.manifest().getDigest());
            }
        } catch (WeightStreamException e) {
            LOG.atWarn()
                    .addKeyValue("location", location)
                    .addKeyValue("reason", e.getMessage())
                    .log("version on the log does not count");
        }
    }
}
