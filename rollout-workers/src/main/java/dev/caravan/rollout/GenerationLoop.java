package dev.caravan.rollout;

import dev.caravan.policy.Generated;
import dev.caravan.policy.Generator;
import dev.caravan.policy.GeneratorSettings;
import dev.caravan.policy.Sequence;
import dev.caravan.policy.Torch;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.Weights;
import dev.caravan.rollout.Backlog.Flight;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The torch side of a worker: between two calls of k decode steps it adopts the newest weights, admits requests to free slots
 * and publishes what finished. Belongs to one thread.
 */
final class GenerationLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationLoop.class);
    private static final Duration IDLE = Duration.ofMillis(50);

    private final RolloutSettings settings;
    private final WeightFollower weights;
    private final Backlog backlog;
    private final EventWriter writer;
    private final RolloutMetrics metrics;
    private final Completions completions;
    private final Map<String, Flight> flights = new HashMap<>();
    private @Nullable Revision revision;
    private @Nullable Torch torch;
    private @Nullable Generator generator;

    GenerationLoop(
            RolloutSettings settings,
            WeightFollower weights,
            Backlog backlog,
            EventWriter writer,
            RolloutMetrics metrics) {
        this.settings = settings;
        this.weights = weights;
        this.backlog = backlog;
        this.writer = writer;
        this.metrics = metrics;
        completions = new Completions(settings.worker());
    }

    /** One turn: weights, requests, k steps, completions. Waits a moment if there is nothing to do. */
    void turn() throws InterruptedException {
        // The position is read first: it must not be ahead of the weights that are adopted.
        long position = weights.position();
        adopt(weights.newest());
        metrics.rejected(backlog.review(revision, position, Instant.now()));
        metrics.report(Instant.now());
        Generator current = generator;
        if (current != null && revision != null) {
            admit(current, revision);
            if (current.active() > 0) {
                for (Generated finished : current.step()) {
                    publish(finished, revision);
                }
                metrics.live(current.active());
                return;
            }
        }
        metrics.live(0);
        backlog.await(IDLE);
    }

    private void adopt(@Nullable Revision newest) {
        Revision before = revision;
        if (Objects.equals(newest, before)) {
            return;
        }
        if (newest == null || before == null || !newest.follows(before)) {
            restartFlights();
        }
        if (before != null && (newest == null || newest.tokenizer() != before.tokenizer())) {
            before.tokenizer().close();
        }
        revision = newest;
        if (newest != null) {
            long start = System.nanoTime();
            load(newest, before);
            metrics.adopted(newest, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private void load(Revision newest, @Nullable Revision before) {
        ModelConfig config = newest.model().config();
        Weights tensors = newest.model().weights();
        if (generator != null && before != null && before.model().config().equals(config)) {
            generator.swap(tensors, newest.version());
            return;
        }
        if (generator != null) {
            generator.close();
        }
        if (torch == null) {
            torch = Torch.cpu();
        }
        generator = new Generator(torch, config, tensors, newest.version(), generatorSettings(config));
    }

    /** What is in flight was begun under weights that the learner no longer knows. */
    private void restartFlights() {
        if (generator != null && !flights.isEmpty()) {
            LOG.atWarn().addKeyValue("sequences", flights.size()).log("generation starts again: the learner went back");
            generator.abortAll();
            backlog.giveBack(List.copyOf(flights.values()));
            flights.clear();
        }
    }

    private void admit(Generator current, Revision with) {
        List<Flight> taken = backlog.take(current.freeSlots(), Instant.now());
        List<Sequence> sequences = new ArrayList<>(taken.size());
        Map<Job, int[]> prompts = new HashMap<>();
        for (Flight flight : taken) {
            try {
                sequences.add(sequence(flight, with, prompts));
                flights.put(flight.id(), flight);
            } catch (IllegalArgumentException e) {
                flight.job().aborted("no worker can generate for it: " + e.getMessage());
                publish(flight, completions.aborted(flight.job(), flight.index()));
            }
        }
        if (!sequences.isEmpty()) {
            current.admit(sequences);
        }
    }

    /** @throws IllegalArgumentException if the request asks for what the model or this worker cannot do */
    private Sequence sequence(Flight flight, Revision with, Map<Job, int[]> prompts) {
        RolloutRequest request = flight.job().request();
        ModelConfig config = with.model().config();
        int capacity = generatorSettings(config).maxTokens();
        int[] prompt = prompts.computeIfAbsent(flight.job(), job -> request.getPromptTokens().stream()
                .mapToInt(Integer::intValue)
                .toArray());
        if (prompt.length >= capacity) {
            throw new IllegalArgumentException(
                    "its prompt of " + prompt.length + " tokens leaves no room in a capacity of " + capacity);
        }
        for (int token : prompt) {
            if (token < 0 || token >= config.vocabSize()) {
                throw new IllegalArgumentException(
                        "its prompt has token " + token + ", outside the vocabulary of " + config.vocabSize());
            }
        }
        return new Sequence(
                flight.id(),
                prompt,
                Math.min(request.getSampling().getMaxTokens(), capacity - prompt.length),
                request.getSampling().getTemperature(),
                request.getSampling().getTopP(),
                flight.job().seed(flight.index()),
                Set.of(config.eosId()));
    }

    private GeneratorSettings generatorSettings(ModelConfig config) {
        return new GeneratorSettings(
                settings.slots(),
                Math.min(settings.capacity(), config.maxPositions()),
                settings.stepsPerCall(),
                settings.tile());
    }

    private void publish(Generated finished, Revision with) {
        Flight flight = Objects.requireNonNull(flights.remove(finished.id()), finished.id());
        publish(flight, completions.finished(flight.job(), flight.index(), finished, with.tokenizer()));
    }

    private void publish(Flight flight, Completion completion) {
        flight.job().sent(writer.send(Topics.COMPLETIONS, completion.getGroupId(), completion));
        backlog.landed(flight);
        metrics.completed(completion);
        if (flight.job().complete()) {
            flight.job().settle();
        }
    }

    /** Gives up what is in flight; its leases are given back when their queue closes. */
    @Override
    public void close() {
        if (generator != null) {
            generator.close();
        }
        if (torch != null) {
            torch.close();
        }
    }
}
