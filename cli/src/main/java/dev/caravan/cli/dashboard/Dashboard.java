package dev.caravan.cli.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.service.Routes;
import dev.caravan.runtime.service.Service;
import dev.caravan.runtime.service.ServiceThread;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The live page and the state behind it, {@code GET /api/state}. */
public final class Dashboard implements Service, Routes {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(700);
    private static final String CHARTS = "META-INF/resources/webjars/chart.js/4.4.9";

    private final Kafka kafka;
    private final ObjectMapper json = new ObjectMapper();
    private final ServiceThread thread;
    private @Nullable Watcher watcher;
    private volatile @Nullable String state;

    public Dashboard(Kafka kafka) {
        this.kafka = kafka;
        this.thread = new ServiceThread("dashboard", Duration.ofSeconds(5), this::look);
    }

    @Override
    public String name() {
        return "dashboard";
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public Health health() {
        Health health = thread.health();
        return health.state() == Health.State.UP && state == null ? Health.starting("reading the log") : health;
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        router.get("/api/state").handler(this::answer);
        router.route("/webjars/chart.js/*").handler(StaticHandler.create(FileSystemAccess.RELATIVE, CHARTS));
        // The handler would name this process' own charset, which in a container without a locale is ASCII.
        router.route("/*")
                .handler(StaticHandler.create(FileSystemAccess.RELATIVE, "web")
                        .setDefaultContentEncoding(StandardCharsets.UTF_8.name()));
    }

    @Override
    public void close() {
        thread.close();
        if (watcher != null) {
            watcher.close();
        }
    }

    private void look() throws Exception {
        if (watcher == null) {
            watcher = new Watcher(kafka);
        }
        state = encode(watcher.look());
        TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
    }

    private String encode(Snapshot snapshot) throws JsonProcessingException {
        return json.writeValueAsString(snapshot);
    }

    private void answer(RoutingContext context) {
        String now = state;
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (now == null) {
            context.response().setStatusCode(503).end();
        } else {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(now);
        }
    }
}
