package dev.caravan.verifier.lease;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.Lease;
import dev.caravan.runtime.kafka.WorkQueue;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.service.ServiceThread;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.WireException;
import dev.caravan.verifier.VerifierRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases records, has them worked on, many at a time, and settles each when its own work is done. Work that fails stops the loop; see {@link
 * #health}.
 *
 * <p>A record that is delivered again is one whose process died, and may be why. It becomes one of the {@link Suspects}, which are worked on
 * one at a time. One that is in hand when the process dies again is begun alone from then on: the loops of the process finish what they have
 * and wait for it. If the process ends even then, the record is {@linkplain Work#abandon abandoned}. So a record is abandoned for nothing but
 * what it does itself, and only what is guilty is.
 */
public final class LeaseLoop<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseLoop.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BRIEF = Duration.ofMillis(10);
    private static final Duration MOVE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Times that a record is begun: in its batch, beside others, alone. */
    private static final int TRIES = 3;

    /** Leases of a suspect after which it is written anew, since a broker counts them and drops a record without a word. */
    private static final int MOST_LEASES = 4;

    private final Source<V> source;
    private final Kafka kafka;
    private final VerifierRegistry registry;
    private final Solitude solitude;
    private final Work<V> work;
    private final ServiceThread thread;
    private final Map<String, CompletableFuture<Void>> inHand = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable Clients<V> clients;
    private boolean suspecting;
    private long movedAt = System.nanoTime();

    /**
     * A loop that is not started yet.
     *
     * @param registry whose verifiers do not change within a batch
     * @param solitude of the process
     */
    public LeaseLoop(Source<V> source, Kafka kafka, VerifierRegistry registry, Solitude solitude, Work<V> work) {
        this.source = source;
        this.kafka = kafka;
        this.registry = registry;
        this.solitude = solitude;
        this.work = work;
        this.thread = new ServiceThread(source.group(), PATIENCE, this::step);
    }

    public void start() {
        EventWriter out = kafka.writer(source.group());
        clients = new Clients<>(source.open(kafka), new Suspects<>(source, kafka, out), out);
        thread.start();
    }

    /** DOWN once leasing or the work has failed. */
    public Health health() {
        return thread.health();
    }

    /** Takes nothing new, gives what is in hand a little time, and the rest back. Close what the work is done with after this. */
    @Override
    public void close() {
        thread.close();
        if (clients != null) {
            finish();
            clients.close();
        }
    }

    private void step() throws InterruptedException {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new CaravanException("work on " + source.topic().name() + " failed: " + failed.getMessage(), failed);
        }
        Clients<V> open = clients;
        if (open == null) {
            throw new IllegalStateException("not started");
        }
        take(open.queue().poll(suspecting ? BRIEF : POLL), open);
        // What has just moved must be settled where it was before one of it can end the process: else it moves again.
        boolean moving = System.nanoTime() - movedAt < MOVE.toNanos();
        List<Lease<DeadLetter>> suspects = moving ? List.of() : open.suspects().poll();
        suspecting = !suspects.isEmpty();
        for (Lease<DeadLetter> lease : suspects) {
            takeSuspect(lease, open);
        }
        work.tick(open.out());
    }

    private void take(List<Lease<V>> leases, Clients<V> open) throws InterruptedException {
        List<Runnable> begin = new ArrayList<>(leases.size());
        for (Lease<V> lease : leases) {
            V value = lease.record().value();
            if (value == null) {
                lease.reject("a record without a value");
                continue;
            }
            Task<V> task = new Task<>(lease.record().location(), lease.record().key(), value);
            if (lease.attempt() > 1) {
                settle(lease, open.suspects().add(task));
                movedAt = System.nanoTime();
            } else {
                solitude.enter(false);
                begin.add(() -> begin(task, lease, false, open));
            }
        }
        registry.batch(() -> begin.forEach(Runnable::run));
    }

    private void takeSuspect(Lease<DeadLetter> lease, Clients<V> open) throws InterruptedException {
        DeadLetter suspect = lease.record().value();
        if (suspect == null || !open.suspects().isOurs(suspect)) {
            lease.done();
            return;
        }
        Task<V> task;
        try {
            task = open.suspects().task(suspect);
        } catch (WireException e) {
            lease.reject(String.valueOf(e.getMessage()));
            return;
        }
        boolean alone = lease.attempt() > 1;
        if (alone && open.suspects().wasBegunAlone(lease.record(), task)) {
            settle(lease, abandon(task, open));
            return;
        }
        if (lease.attempt() > MOST_LEASES) {
            settle(lease, open.suspects().add(task));
            return;
        }
        LOG.atWarn()
                .addKeyValue("record", task.location())
                .addKeyValue("alone", alone)
                .log("its process ended while it was in hand; checking it apart");
        solitude.enter(alone);
        if (alone) {
            open.suspects().beginAlone(task).join();
        }
        begin(task, lease, alone, open);
    }

    private void begin(Task<V> task, Lease<?> lease, boolean alone, Clients<V> open) {
        settle(
                lease,
                CompletableFuture.completedFuture(task)
                        .thenCompose(begun -> work.on(begun, open.out()))
                        .whenComplete((done, error) -> solitude.leave(alone)));
    }

    /** What cannot be said of it either has its dead letter, and the loop goes on. */
    private CompletableFuture<Void> abandon(Task<V> task, Clients<V> open) {
        String reason = "the process ended while it had " + task.location() + " in hand, and nothing else; begun "
                + TRIES + " times";
        return work.abandon(task, TRIES, reason, open.out()).exceptionally(error -> {
            LOG.atError().addKeyValue("record", task.location()).setCause(error).log("abandoned without an answer");
            return null;
        });
    }

    private void settle(Lease<?> lease, CompletableFuture<Void> effect) {
        String location = lease.record().location();
        inHand.put(location, effect);
        CompletableFuture<Void> unused = effect.whenComplete((done, error) -> {
            inHand.remove(location);
            if (error == null) {
                lease.done();
            } else {
                failure.compareAndSet(null, error);
            }
        });
    }

    private void finish() {
        try {
            CompletableFuture.allOf(inHand.values().toArray(new CompletableFuture<?>[0]))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atInfo().addKeyValue("group", source.group()).log("given back what was not finished");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Clients<V extends SpecificRecord>(WorkQueue<V> queue, Suspects<V> suspects, EventWriter out)
            implements AutoCloseable {

        /** The writer first: its acknowledgements settle leases. */
        @Override
        public void close() {
            out.close();
            queue.close();
            suspects.close();
        }
    }
}
