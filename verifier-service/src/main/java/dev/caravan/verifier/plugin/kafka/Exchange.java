package dev.caravan.verifier.plugin.kafka;

import dev.caravan.runtime.kafka.DeadLetters;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.verifier.plugin.kafka.WorkerMessages.Result;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions out, answers in, for one verifier. Every host reads all results and takes those that it waits for, the first of each; a result that
 * cannot be read is dead-lettered. Thread-safe.
 */
final class Exchange implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final WorkerTopics topics;
    private final String version;
    private final Map<String, CompletableFuture<Verdict>> waiting = new ConcurrentHashMap<>();
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;
    private final DeadLetters deadLetters;
    private final Thread thread;
    private volatile boolean closed;

    /** Listens from here on: what is answered from now is heard. */
    Exchange(WorkerTopics topics, String version, Kafka kafka) {
        this.topics = topics;
        this.version = version;
        this.deadLetters = kafka.deadLetters(topics.group());
        this.producer = kafka.producer(topics.group());
        this.consumer = kafka.consumer(topics.group());
        List<TopicPartition> partitions = consumer.partitionsFor(topics.results()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        this.thread = new Thread(this::listen, topics.group() + "-results");
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends a request, unless the same is under way already. The future fails if it could not be sent. */
    CompletableFuture<Verdict> ask(Submission submission, Duration deadline) {
        String id = WorkerMessages.id(topics.verifier(), version, submission);
        CompletableFuture<Verdict> fresh = new CompletableFuture<>();
        CompletableFuture<Verdict> earlier = waiting.putIfAbsent(id, fresh);
        if (earlier != null) {
            return earlier;
        }
        byte[] request = WorkerMessages.request(
                id, topics.verifier(), version, submission, System.currentTimeMillis() + deadline.toMillis());
        try {
            Future<RecordMetadata> unused = producer.send(
                    new ProducerRecord<>(topics.requests(), id.getBytes(StandardCharsets.UTF_8), request),
                    (metadata, error) -> {
                        if (error != null) {
                            fail(id, fresh, error);
                        }
                    });
        } catch (KafkaException e) {
            fail(id, fresh, e);
        }
        return fresh;
    }

    /** Nobody waits for this answer any more. */
    void forget(CompletableFuture<Verdict> answer) {
        waiting.values().removeIf(other -> other == answer);
    }

    String requests() {
        return topics.requests();
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        producer.close(CLOSE);
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : poll()) {
                    hear(record);
                }
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("no longer listening for results");
        }
    }

    /** What goes wrong here may go right the next time; meanwhile requests run into their deadline and say so. */
    private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).addKeyValue("topic", topics.results()).log("results cannot be read");
            return List.of();
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        try {
            Result result = WorkerMessages.result(record.value() == null ? new byte[0] : record.value());
            if (result.verifier().equals(topics.verifier()) && result.version().equals(version)) {
                CompletableFuture<Verdict> answer = waiting.remove(result.id());
                if (answer != null) {
                    answer.complete(result.verdict());
                }
            }
        } catch (IOException e) {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            String location = record.topic() + "-" + record.partition() + "@" + record.offset();
            deadLetters.send(location, key, record.value(), e);
        }
    }

    private void fail(String id, CompletableFuture<Verdict> answer, Exception error) {
        waiting.remove(id, answer);
        answer.completeExceptionally(error);
    }
}
