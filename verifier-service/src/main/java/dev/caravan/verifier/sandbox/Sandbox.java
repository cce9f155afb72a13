package dev.caravan.verifier.sandbox;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.RetriableException;
import dev.caravan.verifier.sandbox.program.Cell;
import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.sandbox.program.Run;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A pool of pre-warmed processes that run untrusted programs, each in a sandbox of its own that ends with it. Threads may share it.
 *
 * <p>What holds a program is measured when the pool starts, by attacks on itself, not inferred from the kernel's version.
 */
public final class Sandbox implements AutoCloseable {

    /** How long after its wall-clock limit a program's end may take before its slot is torn down. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Tier tier;
    private final Runtimes runtimes;
    private final List<Slot> slots = new ArrayList<>();
    private final ConcurrentLinkedQueue<Slot> idle = new ConcurrentLinkedQueue<>();
    private final Semaphore free;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "sandbox-watchdog");
        thread.setDaemon(true);
        return thread;
    });
    private final LongAdder programs = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private volatile boolean closed;

    private Sandbox(SandboxSettings settings, Tier tier, String python, Map<String, String> modules) {
        this.tier = tier;
        runtimes = Runtimes.find(settings);
        for (int slot = 0; slot < settings.slots(); slot++) {
            slots.add(new Slot(
                    SlotCommand.of(settings.wrapper(), python, tier, settings.user() + slot, runtimes, modules)));
        }
        idle.addAll(slots);
        free = new Semaphore(settings.slots(), true);
    }

    /** As {@link #start(SandboxSettings, Map)} without modules. */
    public static Sandbox start(SandboxSettings settings) {
        return start(settings, Map.of());
    }

    /**
     * Starts a pool in the strongest tier that withstands the self-test.
     *
     * @param modules Python modules by name that every program can import without loading them: they are there before it is, and so must
     *     hold nothing that a program may not see
     * @throws RetriableException if it cannot be told whether a tier does: nothing weaker is used for that
     * @throws CaravanException if none does that is as strong as the settings demand; it names what failed in each tier
     */
    public static Sandbox start(SandboxSettings settings, Map<String, String> modules) {
        return start(settings, modules, SelfTest.USUAL);
    }

    static Sandbox start(SandboxSettings settings, Map<String, String> modules, SelfTest test) {
        List<String> problems = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            if (tier.isWeakerThan(settings.minimum())) {
                break;
            }
            for (Path python : Runtimes.candidates(settings.python())) {
                Sandbox sandbox = new Sandbox(settings, tier, python.toString(), modules);
                Optional<String> problem = tried(sandbox, test);
                if (problem.isEmpty()) {
                    return sandbox;
                }
                sandbox.close();
                problems.add(tier + " with " + python + ": " + problem.get());
            }
        }
        if (problems.isEmpty()) {
            problems.add("no '" + settings.python() + "' on the PATH");
        }
        throw new CaravanException("programs cannot be run safely here (" + String.join("; ", problems)
                + "). Allow user namespaces or run on a kernel with Landlock (5.13 or newer), install python3 for all users, or set"
                + " sandbox: unsafe if every program is trusted");
    }

    private static Optional<String> tried(Sandbox sandbox, SelfTest test) {
        try {
            return test.problem(sandbox);
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    /** How strong it is. */
    public Tier tier() {
        return tier;
    }

    /** How many programs it runs at a time. */
    public int slots() {
        return slots.size();
    }

    /**
     * Meters: {@code caravan.sandbox.tier} (1, its label says which), {@code caravan.sandbox.slots} and {@code caravan.sandbox.busy},
     * {@code caravan.sandbox.programs} and, of those, {@code caravan.sandbox.broken}.
     *
     * @param pool which sandbox of the process it is: a label of each
     */
    public void bindTo(MeterRegistry meters, String pool) {
        Tags tags = Tags.of("pool", pool);
        meters.gauge("caravan.sandbox.tier", tags.and("tier", tier.name().toLowerCase(Locale.ROOT)), this, one -> 1);
        meters.gauge("caravan.sandbox.slots", tags, this, Sandbox::slots);
        meters.gauge("caravan.sandbox.busy", tags, this, each -> each.slots() - each.free.availablePermits());
        FunctionCounter.builder("caravan.sandbox.programs", programs, LongAdder::sum)
                .tags(tags)
                .register(meters);
        FunctionCounter.builder("caravan.sandbox.broken", broken, LongAdder::sum)
                .tags(tags)
                .register(meters);
    }

    /**
     * Hands a program to a fresh sandbox; waits for a slot, which does not count against its limits. If the sandbox fails the cell's ending
     * says so.
     *
     * @throws CaravanException if its language is not installed
     * @throws RetriableException if the thread is interrupted
     */
    public Cell open(Program program) {
        return open(List.of(program)).get(0);
    }

    /**
     * Hands several programs to a sandbox each, at once: none holds a slot while another waits for one.
     *
     * @throws IllegalArgumentException if there are more than slots
     */
    public List<Cell> open(List<Program> programs) {
        if (programs.size() > slots()) {
            throw new IllegalArgumentException(
                    programs.size() + " programs at once need as many slots; there are " + slots());
        }
        programs.forEach(program -> runtimes.require(program.language()));
        try {
            free.acquire(programs.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("interrupted while waiting for a sandbox", e);
        }
        List<Cell> cells = new ArrayList<>();
        for (Program program : programs) {
            cells.add(begin(program));
        }
        return cells;
    }

    /** Runs a program to its end. */
    public Run run(Program program, String stdin) {
        try (Cell cell = open(program)) {
            try (OutputStream in = cell.stdin()) {
                in.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
            String stdout = new String(cell.stdout().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(cell.end(), stdout, cell.stderr(), cell.wall());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a cell's streams do not fail
        }
    }

    /** Kills every program that runs. */
    @Override
    public void close() {
        closed = true;
        watchdog.shutdownNow();
        slots.forEach(Slot::kill);
        runtimes.close();
    }

    /**
     * Starts a slot, without a program.
     *
     * @throws UnsupportedTierException if none can be started on this machine
     * @throws IOException if it cannot be now, or not in this time
     */
    void wake(Duration patience) throws IOException {
        Slot first = slots.get(0);
        ScheduledFuture<?> late = watchdog.schedule(first::kill, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            first.wake();
        } finally {
            late.cancel(false);
        }
    }

    private Cell begin(Program program) {
        Slot slot = Objects.requireNonNull(idle.poll(), "a permit without a slot");
        Watch watch = new Watch();
        LiveCell cell = new LiveCell(slot, ending -> {
            watch.stop();
            programs.increment();
            if (ending instanceof Ending.Broken && !ending.equals(LiveCell.CLOSED)) {
                broken.increment();
            }
            if (closed) {
                slot.kill();
            }
            idle.add(slot);
            free.release();
        });
        if (!closed) {
            watch.task = watchdog.schedule(
                    cell::giveUp, program.limits().wall().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        }
        cell.start(program);
        return cell;
    }

    private static final class Watch {
        private volatile @Nullable ScheduledFuture<?> task;

        void stop() {
            ScheduledFuture<?> scheduled = task;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }
}
