package dev.caravan.learner;

import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Curated;
import dev.caravan.schemas.Decision;
import dev.caravan.schemas.Demonstration;
import dev.caravan.schemas.InputRange;
import dev.caravan.schemas.Preference;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Response;
import dev.caravan.schemas.RunEvent;
import dev.caravan.schemas.StageProgress;
import dev.caravan.schemas.StageRequested;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.Turn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Asks for stages of one run, as the recipe's director does, and follows what the learner says about it. */
final class Director implements AutoCloseable {

    private final Kafka kafka;
    private final String run;
    private final Path model;
    private final EventWriter writer;
    private final LogReader<RunEvent> events;
    private final List<Object> seen = new ArrayList<>();

    /** @param model folder that the run starts from */
    Director(Kafka kafka, String run, Path model) {
        this.kafka = kafka;
        this.run = run;
        this.model = model;
        this.writer = kafka.writer("director");
        this.events = kafka.reader(Topics.RUNS, From.END);
    }

    /** Curated prompts of a stage: sums of small numbers. */
    List<InputRange> prompts(String stage, int count) {
        return range(Topics.CURATED, () -> {
            for (int i = 0; i < count; i++) {
                Prompt prompt = prompt(run, stage, i);
                writer.send(
                        Topics.CURATED,
                        prompt.getId(),
                        Curated.newBuilder()
                                .setPrompt(prompt)
                                .setDecision(Decision.KEEP)
                                .setSignals(List.of())
                                .setPolicyVersion("1")
                                .build());
            }
        });
    }

    /** One of {@link #prompts}. */
    static Prompt prompt(String run, String stage, int number) {
        return Prompt.newBuilder()
                .setId(run + "-" + stage + "-" + number)
                .setRun(run)
                .setStage(stage)
                .setTurns(List.of(turn("user", "what is " + number + " plus " + number * number)))
                .setSkill("add")
                .setSource("test")
                .setLicence("none")
                .build();
    }

    /** Demonstrations: a chat, a document, a chat, ... */
    List<InputRange> demonstrations(String stage, int count) {
        return range(Topics.DEMONSTRATIONS, () -> {
            for (int i = 0; i < count; i++) {
                Demonstration.Builder demonstration = Demonstration.newBuilder()
                        .setId(run + "-" + stage + "-" + i)
                        .setRun(run)
                        .setStage(stage)
                        .setSkill("add")
                        .setSource("test")
                        .setLicence("none");
                if (i % 2 == 0) {
                    demonstration.setTurns(List.of(
                            turn("user", "what is " + i + " plus 1"), new Turn("assistant", "#### " + (i + 1), true)));
                } else {
                    demonstration.setDocument(i + " plus 1 is " + (i + 1));
                }
                writer.send(Topics.DEMONSTRATIONS, run + "-" + stage + "-" + i, demonstration.build());
            }
        });
    }

    /** Preferences in text: the right sum before the wrong one. */
    List<InputRange> preferences(String stage, int count) {
        return range(Topics.PREFERENCES, () -> {
            for (int i = 0; i < count; i++) {
                writer.send(
                        Topics.PREFERENCES,
                        run + "-" + stage + "-" + i,
                        Preference.newBuilder()
                                .setId(run + "-" + stage + "-" + i)
                                .setRun(run)
                                .setStage(stage)
                                .setPromptId("p" + i)
                                .setSkill("add")
                                .setTurns(List.of(turn("user", "what is " + i + " plus 1")))
                                .setChosen(response("#### " + (i + 1)))
                                .setRejected(response("it is " + i))
                                .build());
            }
        });
    }

    void send(Object event) {
        writer.send(Topics.RUNS, run, new RunEvent(run, Instant.now(), event)).join();
    }

    void request(int index, String stage, String kind, String settings, List<InputRange> inputs) {
        send(StageRequested.newBuilder()
                .setIndex(index)
                .setStage(stage)
                .setKind(kind)
                .setSettings(settings)
                .setSeed(23)
                .setModel(model.toString())
                .setInputs(inputs)
                .build());
    }

    /** Waits for the next event of the run that is of a type and fulfils a condition. */
    <T> T await(Class<T> type, Predicate<T> condition) {
        int[] next = {seen.size()};
        Object[] found = {null};
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    for (Received<RunEvent> received : events.poll(Duration.ofMillis(100))) {
                        if (received.value().getRun().equals(run)) {
                            seen.add(received.value().getEvent());
                        }
                    }
                    for (; next[0] < seen.size() && found[0] == null; next[0]++) {
                        Object event = seen.get(next[0]);
                        if (type.isInstance(event) && condition.test(type.cast(event))) {
                            found[0] = event;
                        }
                    }
                    return found[0] != null;
                });
        return type.cast(found[0]);
    }

    /** All progress seen so far. */
    List<StageProgress> progress() {
        return seen.stream()
                .filter(StageProgress.class::isInstance)
                .map(StageProgress.class::cast)
                .toList();
    }

    private List<InputRange> range(Topic<?> topic, Runnable write) {
        long from = kafka.endOffsets(topic).get(0);
        write.run();
        writer.flush();
        return List.of(
                new InputRange(topic.name(), 0, from, kafka.endOffsets(topic).get(0)));
    }

    private static Turn turn(String role, String content) {
        return new Turn(role, content, false);
    }

    private static Response response(String text) {
        return Response.newBuilder().setText(text).build();
    }

    @Override
    public void close() {
        writer.close();
        events.close();
    }
}
