package dev.caravan.learner.rollout;

import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@link RolloutBus} over the topics {@code requests} and {@code groups}. */
public final class KafkaRolloutBus implements RolloutBus {

    private final EventWriter writer;
    private final LogReader<Group> reader;
    private final String run;
    private final String stage;

    /**
     * @param writer shared, not closed here
     * @param reader of {@code groups}; closed here
     * @param run whose groups to return
     * @param stage whose groups to return
     */
    public KafkaRolloutBus(EventWriter writer, LogReader<Group> reader, String run, String stage) {
        this.writer = writer;
        this.reader = reader;
        this.run = run;
        this.stage = stage;
    }

    @Override
    public void send(RolloutRequest request) {
        writer.send(Topics.REQUESTS, request.getGroupId(), request);
    }

    @Override
    public List<Received<Group>> poll(Duration atMost) {
        return reader.poll(atMost).stream()
                .filter(received -> {
                    Group group = received.value();
                    return group != null
                            && group.getPurpose() == Purpose.TRAIN
                            && group.getRun().equals(run)
                            && group.getStage().equals(stage);
                })
                .toList();
    }

    @Override
    public boolean atEnd() {
        return reader.atEnd();
    }

    @Override
    public Map<Integer, Long> positions() {
        return reader.positions();
    }

    @Override
    public void close() {
        reader.close();
    }
}
