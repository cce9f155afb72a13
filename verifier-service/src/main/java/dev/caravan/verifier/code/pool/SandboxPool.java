package dev.caravan.verifier.code.pool;

import dev.caravan.runtime.CaravanException;
import dev.caravan.verifier.code.run.BrokenSandboxException;
import dev.caravan.verifier.code.run.FunctionRun;
import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.SandboxSettings;
import dev.caravan.verifier.sandbox.program.Language;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sandbox for all who want one of the same settings. It starts when it is told to, or with the first program, so that a process that runs
 * no programs needs none.
 */
public final class SandboxPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxPool.class);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final String name;
    private final SandboxSettings settings;
    private final Set<MeterRegistry> meters = new HashSet<>();
    private final Map<Language, FunctionRun> functions = new EnumMap<>(Language.class);
    private @Nullable Sandbox sandbox;
    private String refusal = "";
    private long refusedNanos;
    private boolean demanded;
    private boolean closed;

    SandboxPool(String name, SandboxSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    /**
     * Runs function tests in it.
     *
     * @throws BrokenSandboxException as {@link #get}
     */
    public synchronized FunctionRun functions(Language language) throws BrokenSandboxException {
        Sandbox running = get();
        return functions.computeIfAbsent(language, wanted -> FunctionRun.in(running, wanted));
    }

    /**
     * The running sandbox.
     *
     * @throws BrokenSandboxException if none can be had on this machine; it is not tried again for a minute
     */
    public synchronized Sandbox get() throws BrokenSandboxException {
        if (closed) {
            throw new BrokenSandboxException("no sandbox: it is closed");
        }
        Sandbox running = sandbox;
        if (running == null) {
            if (refusal.isEmpty() || System.nanoTime() - refusedNanos > AGAIN.toNanos()) {
                running = begin();
            }
            if (running == null) {
                throw new BrokenSandboxException("no sandbox: " + refusal);
            }
        }
        return running;
    }

    /** Its slots, whether it runs or not. */
    public int slots() {
        return settings.slots();
    }

    /** Says that somebody relies on the settings' minimum: without it {@link SandboxPools#start} fails. */
    public synchronized void demand() {
        demanded = true;
    }

    /** Where it publishes its meters once it runs; again does nothing. */
    public synchronized void bindTo(MeterRegistry registry) {
        if (meters.add(registry) && sandbox != null) {
            sandbox.bindTo(registry, name);
        }
    }

    /** Ends what runs in it; waits for a start that is under way. */
    @Override
    public synchronized void close() {
        closed = true;
        if (sandbox != null) {
            sandbox.close();
            sandbox = null;
            functions.clear();
        }
    }

    /** Who its programs run as where the service is root. */
    String users() {
        return settings.user() + " to " + (settings.user() + settings.slots() - 1);
    }

    synchronized boolean isDemanded() {
        return demanded;
    }

    /** Starts it unless it runs already or is closed, and says how strong it is. */
    void start() {
        if (isClosed()) {
            return;
        }
        try {
            Sandbox running = get();
            LOG.atInfo()
                    .addKeyValue("tier", running.tier())
                    .addKeyValue("slots", running.slots())
                    .log("programs run in a sandbox that has withstood attacks");
        } catch (BrokenSandboxException e) {
            if (isDemanded()) {
                throw new CaravanException("the sandbox that the settings ask for ('sandbox: "
                        + settings.minimum().name().toLowerCase(Locale.ROOT)
                        + "') is not to be had: " + e.getMessage());
            }
            LOG.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("verifiers of programs will answer with errors that a retry may help; all others work");
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private @Nullable Sandbox begin() {
        try {
            Sandbox started = Sandbox.start(settings, FunctionRun.modules());
            meters.forEach(registry -> started.bindTo(registry, name));
            refusal = "";
            sandbox = started;
            return started;
        } catch (RuntimeException e) {
            refusal = String.valueOf(e.getMessage());
            refusedNanos = System.nanoTime();
            return null;
        }
    }
}
