package dev.caravan.runtime.service;

import dev.caravan.runtime.CaravanException;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs services in this process: starts them in order, answers for them over HTTP (see {@link HttpSettings}), stops them in reverse order, each with a deadline.
 *
 * <p>The process stops when it is told to (SIGTERM, {@link #stop}) or when a service is DOWN, in which case {@link #awaitStop} returns a
 * non-zero exit status: a process whose service cannot work does not limp on. One use: {@link #start}, {@link #awaitStop}, {@link #close}.
 */
public final class ServiceHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceHost.class);
    private static final Duration WATCH = Duration.ofMillis(250);

    private final List<Service> services;
    private final Duration patience;
    private final HostServer server;
    private final List<Service> started = new ArrayList<>();
    private final CompletableFuture<Integer> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile @Nullable String failure;
    private @Nullable ServiceThread watch;
    private @Nullable Thread hook;

    /** A host whose services have 20 s each to close. */
    public ServiceHost(
            HttpSettings http, PrometheusMeterRegistry meters, List<? extends Service> services, List<Routes> routes) {
        this(http, meters, services, routes, Duration.ofSeconds(20));
    }

    /**
     * A host that is not started yet.
     *
     * @param meters what {@code /metrics} shows; the JVM's own meters are added
     * @param services in the order in which they start
     * @param routes what else answers on the same port
     * @param patience how long each service may take to close
     */
    public ServiceHost(
            HttpSettings http,
            PrometheusMeterRegistry meters,
            List<? extends Service> services,
            List<Routes> routes,
            Duration patience) {
        this.services = List.copyOf(services);
        this.patience = patience;
        List<Routes> all = new ArrayList<>();
        all.add(new MetricsRoute(meters));
        all.addAll(routes);
        this.server = new HostServer(http, new HealthRoutes(this.services), all);
        for (MeterBinder binder :
                List.of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(), new UptimeMetrics())) {
            binder.bindTo(meters);
        }
    }

    /**
     * Listens, then starts the services.
     *
     * @throws CaravanException if the port is taken or a service cannot start; what had started is stopped again
     */
    public ServiceHost start() {
        Thread added = new Thread(this::onShutdown, "shutdown");
        Runtime.getRuntime().addShutdownHook(added);
        hook = added;
        try {
            server.start();
            for (Service service : services) {
                started.add(service);
                service.start();
                LOG.atInfo().addKeyValue("service", service.name()).log("service started");
            }
        } catch (RuntimeException | Error e) {
            String last =
                    started.isEmpty() ? "HTTP" : started.get(started.size() - 1).name();
            close();
            throw new CaravanException(last + " cannot start: " + e.getMessage(), e);
        }
        watch = new ServiceThread("host-watch", Duration.ofSeconds(2), this::watch).start();
        return this;
    }

    /** Where it listens: {@code http://127.0.0.1:port}, or https. */
    public URI address() {
        return server.address();
    }

    /** Asks for an orderly stop: {@link #awaitStop} returns 0. From any thread. */
    public void stop() {
        stop.complete(0);
    }

    /** What made the process stop, if it was a service that cannot work. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Waits until the process should stop, closes everything and returns its exit status: 0, or 1 if a service was DOWN. */
    public int awaitStop() {
        int status = stop.join();
        close();
        return status;
    }

    /** Closes the services in reverse order, then the port. Closing again waits for the first. */
    @Override
    public void close() {
        synchronized (this) {
            stop.complete(0);
            if (!closed.isDone()) {
                closeAll();
                closed.complete(null);
            }
        }
    }

    private void closeAll() {
        if (watch != null) {
            watch.close();
        }
        for (int i = started.size() - 1; i >= 0; i--) {
            closeInTime(started.get(i));
        }
        server.close();
        removeHook();
    }

    private void closeInTime(Service service) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread closer = new Thread(
                () -> {
                    try {
                        service.close();
                        done.complete(null);
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                },
                "close-" + service.name());
        closer.setDaemon(true);
        closer.start();
        try {
            done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            LOG.atInfo().addKeyValue("service", service.name()).log("service stopped");
        } catch (TimeoutException e) {
            LOG.atWarn()
                    .addKeyValue("service", service.name())
                    .addKeyValue("patience", patience)
                    .log("still closing; left behind");
        } catch (ExecutionException e) {
            LOG.atWarn()
                    .addKeyValue("service", service.name())
                    .setCause(e.getCause())
                    .log("service did not close cleanly");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() throws InterruptedException {
        for (Service service : services) {
            Health health = service.health();
            if (health.state() == Health.State.DOWN && failure == null) {
                failure = service.name() + " is down: " + health.detail();
                LOG.atError()
                        .addKeyValue("service", service.name())
                        .addKeyValue("detail", health.detail())
                        .log("service is down; the process stops");
                stop.complete(1);
            }
        }
        TimeUnit.NANOSECONDS.sleep(WATCH.toNanos());
    }

    private void onShutdown() {
        LOG.atInfo().log("stopping");
        close();
    }

    private void removeHook() {
        if (hook != null && Thread.currentThread() != hook) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                LOG.atDebug().log("the JVM is shutting down already");
            }
        }
    }
}
