package dev.caravan.curation.prompts;

import dev.caravan.curation.letters.Letters;
import dev.caravan.curation.prompts.state.StoredState;
import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Curated;
import dev.caravan.schemas.Prompt;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Hands prompts and benchmark items to a {@link Curator} and its rulings to the topics. */
final class CurateProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {

    private final CurationPolicy policy;
    private final CurationMeters meters;
    private Curator curator;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    CurateProcessor(CurationPolicy policy, CurationMeters meters) {
        this.policy = policy;
        this.meters = meters;
    }

    /** The stores are restored by now; the curator derives its indexes from them. */
    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        StoredState state = new StoredState(
                context.getStateStore(CurationTopology.VERDICTS_STORE),
                context.getStateStore(CurationTopology.ITEMS_STORE));
        curator = new Curator(policy, state);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        Ruling ruling = rule(record.value());
        if (ruling instanceof Ruling.Decided decided) {
            decided.changes().forEach(this::publish);
        } else if (ruling instanceof Ruling.Refused refused) {
            refuse(record, refused.reason());
        }
    }

    private Ruling rule(SpecificRecord value) {
        if (value instanceof Prompt prompt) {
            return curator.judge(prompt, Letters.location(metadata()));
        }
        if (value instanceof Benchmark item) {
            return curator.add(item);
        }
        return new Ruling.Refused("a tombstone: prompts and benchmark items cannot be taken back");
    }

    private void publish(Ruling.Change change) {
        Curated verdict = change.after();
        String id = verdict.getPrompt().getId();
        long now = context().currentSystemTimeMs();
        context().forward(new Record<>(id, verdict, now), CurationTopology.CURATED_SINK);
        if (Demonstrations.publishes(change)) {
            context()
                    .forward(
                            new Record<>(id, Demonstrations.of(verdict.getPrompt()), now),
                            CurationTopology.DEMONSTRATIONS_SINK);
        } else if (Demonstrations.withdraws(change)) {
            context().forward(new Record<>(id, null, now), CurationTopology.DEMONSTRATIONS_SINK);
        }
        meters.decided(change);
    }

    private void refuse(Record<String, SpecificRecord> record, String reason) {
        String run = record.value() instanceof Prompt prompt ? prompt.getRun() : "";
        long now = context().currentSystemTimeMs();
        context()
                .forward(
                        Letters.about(record, metadata(), CurationTopology.APPLICATION, run, reason, now),
                        CurationTopology.DEAD_LETTERS_SINK);
        meters.refused();
    }

    private RecordMetadata metadata() {
        return context().recordMetadata().orElseThrow();
    }
}
