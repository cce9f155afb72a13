package dev.caravan.verifier.code.run;

import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.SandboxSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A sandbox that starts with the first program, so that a host that verifies no code needs none. */
public final class LazySandbox implements AutoCloseable {

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final SandboxSettings settings;
    private @Nullable Sandbox sandbox;
    private @Nullable FunctionRun functions;
    private @Nullable RuntimeException refusal;
    private long refusedNanos;
    private boolean closed;
    private @Nullable MeterRegistry meters;
    private String owner = "";

    public LazySandbox(SandboxSettings settings) {
        this.settings = settings;
    }

    /**
     * Runs function tests in it.
     *
     * @throws BrokenSandboxException as {@link #get}
     */
    public synchronized FunctionRun functions() throws BrokenSandboxException {
        FunctionRun known = functions;
        if (known == null) {
            Sandbox running = get();
            known = new FunctionRun(running::open, PythonSources.compiled(running));
            functions = known;
        }
        return known;
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
        if (sandbox == null && (refusal == null || System.nanoTime() - refusedNanos > AGAIN.toNanos())) {
            try {
                sandbox = Sandbox.start(settings);
                refusal = null;
                if (meters != null) {
                    sandbox.bindTo(meters, owner);
                }
            } catch (RuntimeException e) {
                refusal = e;
                refusedNanos = System.nanoTime();
            }
        }
        if (sandbox == null) {
            throw new BrokenSandboxException("no sandbox: " + (refusal == null ? "not started" : refusal.getMessage()));
        }
        return sandbox;
    }

    /** Where it publishes its meters once it runs, and under whose name. */
    public synchronized void bindTo(MeterRegistry registry, String verifier) {
        meters = registry;
        owner = verifier;
        if (sandbox != null) {
            sandbox.bindTo(registry, verifier);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (sandbox != null) {
            sandbox.close();
            sandbox = null;
            functions = null;
        }
    }
}
