package dev.caravan.learner;

import dev.caravan.policy.Torch;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Answers a run's requests from its weights, on a thread of its own: rollout worker, verifier and grouping in one. Every request is answered
 * once, whatever is sent again, in batches as they happen to arrive.
 */
final class Worker implements AutoCloseable {

    private static final int SLOTS = 64;
    private static final Duration POLL = Duration.ofMillis(20);

    private final Kafka kafka;
    private final String run;
    private final UnaryOperator<Group> tamper;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile Throwable failure;

    /** @param tamper changes groups before they are sent */
    Worker(Kafka kafka, String run, UnaryOperator<Group> tamper) {
        this.kafka = kafka;
        this.run = run;
        this.tamper = tamper;
        this.thread = new Thread(this::work, "worker-" + run);
        thread.start();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        check();
    }

    /** Fails if the worker has failed. */
    void check() {
        if (failure != null) {
            throw new AssertionError("worker failed", failure);
        }
    }

    private void work() {
        try (LogReader<RolloutRequest> requests = kafka.reader(Topics.REQUESTS, From.BEGINNING);
                WeightLog weights = new WeightLog(kafka, run);
                EventWriter writer = kafka.writer("worker");
                Torch torch = Torch.cpu()) {
            answer(requests, weights, writer, torch);
        } catch (Throwable e) {
            failure = e;
        }
    }

    private void answer(LogReader<RolloutRequest> requests, WeightLog weights, EventWriter writer, Torch torch) {
        Set<String> seen = new HashSet<>();
        List<RolloutRequest> waiting = new ArrayList<>();
        Sampler sampler = null;
        long loaded = -1;
        while (!stopped) {
            for (Received<RolloutRequest> received : requests.poll(POLL)) {
                RolloutRequest request = received.value();
                if (request.getRun().equals(run) && seen.add(request.getGroupId())) {
                    waiting.add(request);
                }
            }
            weights.poll(POLL);
            if (weights.version() > loaded) {
                if (sampler == null) {
                    sampler = new Sampler(torch, weights.model(), weights.version(), SLOTS);
                } else {
                    sampler.swap(weights.model().weights(), weights.version());
                }
                loaded = weights.version();
            }
            long version = loaded;
            List<RolloutRequest> ready = waiting.stream()
                    .filter(request -> request.getMinVersion() <= version)
                    .toList();
            if (sampler != null && !ready.isEmpty()) {
                waiting.removeAll(ready);
                sampler.groups(ready)
                        .forEach(group -> writer.send(Topics.GROUPS, group.getGroupId(), tamper.apply(group)));
            }
        }
        if (sampler != null) {
            sampler.close();
        }
    }
}
