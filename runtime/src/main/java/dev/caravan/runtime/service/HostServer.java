package dev.caravan.runtime.service;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.settings.SettingsException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    private final Routes open;
    private final List<Routes> guarded;
    private @Nullable Vertx vertx;
    private volatile int port;

    /**
     * @param open answers everybody: whoever restarts processes asks for their health
     * @param guarded answer those who bring the token, if there is one
     */
    HostServer(HttpSettings settings, Routes open, List<Routes> guarded) {
        this.settings = settings;
        this.open = open;
        this.guarded = guarded;
        this.port = settings.port();
    }

    void start() {
        Optional<TokenGuard> guard = TokenGuard.of(settings, System.getenv());
        HttpServerOptions options = options();
        Vertx running = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(8));
        vertx = running;
        Router router = Router.router(running);
        open.mount(running, router);
        guard.ifPresent(each -> router.route().handler(each));
        guarded.forEach(r -> r.mount(running, router));
        HttpServer server = running.createHttpServer(options).requestHandler(router);
        HttpServer listening = await(
                "listening on " + settings.host() + ":" + settings.port(),
                server.listen(settings.port(), settings.host()));
        port = listening.actualPort();
        LOG.atInfo().addKeyValue("address", address()).log("listening");
    }

    URI address() {
        String shown =
                settings.host().equals("0.0.0.0") || settings.host().equals("::") ? "127.0.0.1" : settings.host();
        String scheme = settings.certificate().isPresent() ? "https" : "http";
        return URI.create(scheme + "://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port);
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions();
        settings.certificate().ifPresent(certificate -> settings.key().ifPresent(key -> options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(readable("certificate", certificate))
                        .setKeyPath(readable("key", key)))));
        return options;
    }

    private static String readable(String setting, Path file) {
        if (!Files.isReadable(file)) {
            throw new SettingsException("http." + setting + " " + file + " cannot be read");
        }
        return file.toString();
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
