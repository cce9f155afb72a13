package dev.caravan.runtime.service;

import dev.caravan.runtime.CaravanException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process's HTTP server. */
final class HostServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostServer.class);
    private static final long SECONDS = 15;

    private final HttpSettings settings;
    private final List<Routes> routes;
    private @Nullable Vertx vertx;
    private volatile int port;

    HostServer(HttpSettings settings, List<Routes> routes) {
        this.settings = settings;
        this.routes = routes;
        this.port = settings.port();
    }

    void start() {
        Vertx running = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(8));
        vertx = running;
        Router router = Router.router(running);
        routes.forEach(r -> r.mount(running, router));
        HttpServer server = running.createHttpServer().requestHandler(router);
        HttpServer listening = await(
                "listening on " + settings.host() + ":" + settings.port(),
                server.listen(settings.port(), settings.host()));
        port = listening.actualPort();
        LOG.atInfo().addKeyValue("address", address()).log("listening");
    }

    URI address() {
        String shown = settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host();
        return URI.create("http://" + shown + ":" + port);
    }

    @Override
    public void close() {
        if (vertx != null) {
            try {
                await("closing the HTTP server", vertx.close());
            } catch (CaravanException e) {
                LOG.atWarn().setCause(e).log("HTTP server did not close cleanly");
            }
            vertx = null;
        }
    }

    private static <T> T await(String what, Future<T> future) {
        try {
            return future.await(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CaravanException(what + " took longer than " + SECONDS + " s", e);
        } catch (Exception e) {
            throw new CaravanException(what + " failed: " + e.getMessage(), e);
        }
    }
}
