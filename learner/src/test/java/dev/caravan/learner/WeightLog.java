package dev.caravan.learner;

import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.policy.weights.WeightBundle;
import dev.caravan.policy.weights.WeightPatch;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.WeightKind;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import dev.caravan.schemas.weights.WeightAssembler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Follows a run's weights as a worker does, and checks every digest on the way. */
public final class WeightLog implements AutoCloseable {

    private final LogReader<WeightRecord> reader;
    private final String run;
    private final WeightAssembler assembler = new WeightAssembler();

    /** Kinds of the versions seen, in the order of the log. */
    public final List<WeightKind> kinds = new ArrayList<>();

    private ModelFolder model;
    private long version = -1;

    public WeightLog(Kafka kafka, String run) {
        this.reader = kafka.reader(Topics.WEIGHTS, From.BEGINNING);
        this.run = run;
    }

    public void poll(Duration atMost) {
        for (Received<WeightRecord> received : reader.poll(atMost)) {
            WeightRecord record = received.value();
            if (!record.getRun().equals(run)) {
                continue;
            }
            WeightAssembler.Version whole = assembler.accept(record);
            if (whole != null) {
                load(whole);
            }
        }
    }

    public void pollToEnd() {
        while (!reader.atEnd()) {
            poll(Duration.ofMillis(100));
        }
    }

    /** The newest version, -1 before the first. */
    public long version() {
        return version;
    }

    public ModelFolder model() {
        return model;
    }

    @Override
    public void close() {
        reader.close();
    }

    private void load(WeightAssembler.Version whole) {
        WeightManifest manifest = whole.manifest();
        if (manifest.getKind() == WeightKind.ANCHOR) {
            model = WeightBundle.assemble(
                    manifest.getSections().stream()
                            .map(section -> new WeightBundle.Section(section.getName(), section.getBytes()))
                            .toList(),
                    whole.drain());
        } else {
            require(manifest.getBaseVersion() == version, "base of version " + whole.number());
            model = model.with(WeightPatch.apply(model.weights(), whole.payload()));
        }
        require(model.weights().digest().equals(manifest.getDigest()), "digest of version " + whole.number());
        version = whole.number();
        kinds.add(manifest.getKind());
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("wrong " + what);
        }
    }
}
