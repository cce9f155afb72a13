package dev.caravan.verifier.plugin.kafka;

import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is to be judged to {@code verify.requests.NAME} and waits for the verdict on {@code verify.results.NAME}. Workers take requests
 * from the share group {@code verify.NAME}, or from an ordinary consumer group. A request's id is a digest of all that is judged, so that an answer
 * given twice, or to a request sent twice, is the same answer. Silence until the deadline is an error that a retry may help.
 */
public final class KafkaVerifier implements Verifier {

    /** The verifier gives up before its host does. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final String name;
    private final WorkerSettings settings;
    private final Kafka kafka;
    private @Nullable Exchange exchange;

    public KafkaVerifier(String name, WorkerSettings settings, Kafka kafka) {
        this.name = name;
        this.settings = settings;
        this.kafka = kafka;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return settings.version();
    }

    /** Makes its topics, where they are missing, and listens for answers. */
    @Override
    public synchronized void start(Options options) {
        options.only(Set.of());
        if (exchange == null) {
            WorkerTopics topics = new WorkerTopics(name);
            topics.create(kafka.admin(), settings.partitions());
            exchange = new Exchange(topics, settings.version(), kafka);
        }
    }

    @Override
    public Optional<Pace> pace() {
        return Optional.of(new Pace(settings.concurrency(), settings.deadline().plus(MARGIN)));
    }

    @Override
    public Verdict verify(Submission submission) {
        Exchange open = open();
        CompletableFuture<Verdict> answer = open.ask(submission, settings.deadline());
        try {
            return answer.get(settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            open.forget(answer);
            return new Verdict.Failed(
                    "no worker answered within " + settings.deadline().toMillis() + " ms; is one of version "
                            + settings.version() + " reading " + open.requests() + "?",
                    true);
        } catch (ExecutionException e) {
            return new Verdict.Failed("the request was not sent: " + e.getCause(), true);
        } catch (InterruptedException e) {
            open.forget(answer);
            Thread.currentThread().interrupt();
            return new Verdict.Failed("interrupted while waiting for a worker", true);
        }
    }

    @Override
    public synchronized void close() {
        if (exchange != null) {
            exchange.close();
            exchange = null;
        }
    }

    private synchronized Exchange open() {
        if (exchange == null) {
            throw new IllegalStateException("verifier '" + name + "' is not started");
        }
        return exchange;
    }
}
