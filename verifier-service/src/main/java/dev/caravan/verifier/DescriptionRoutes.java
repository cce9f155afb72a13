package dev.caravan.verifier;

import dev.caravan.runtime.service.Routes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What there is to ask, for programs ({@code /openapi.json}, OpenAPI 3.1) and for people ({@code /api}). */
final class DescriptionRoutes implements Routes {

    @Override
    public void mount(Vertx vertx, Router router) {
        serve(router, "/openapi.json", "application/json", "openapi.json");
        serve(router, "/api", "text/html; charset=utf-8", "api.html");
    }

    private static void serve(Router router, String path, String type, String resource) {
        Buffer body = Buffer.buffer(read(resource));
        router.get(path)
                .handler(context ->
                        context.response().putHeader("Content-Type", type).end(body));
    }

    private static byte[] read(String resource) {
        try (InputStream in = DescriptionRoutes.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
