package dev.caravan.verifier.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A real HTTP server on the loopback that answers request after request as a test tells it to; the last behaviour stays. */
public final class FakeEndpoint implements AutoCloseable {

    /** What it does with one request. */
    public interface Behaviour {
        void answer(HttpServerRequest request, JsonNode body);
    }

    /** A request as it arrived. */
    public record Arrived(String path, String authorization, JsonNode body) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final Deque<Behaviour> behaviours = new ArrayDeque<>();
    private final List<Arrived> arrived = new ArrayList<>();
    private final int port;

    public FakeEndpoint(Behaviour... behaviours) throws Exception {
        this.behaviours.addAll(List.of(behaviours));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.bodyHandler(body -> serve(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
        port = server.actualPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public synchronized List<Arrived> arrived() {
        return List.copyOf(arrived);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private synchronized void serve(HttpServerRequest request, Buffer body) {
        JsonNode tree = parse(body);
        arrived.add(new Arrived(request.path(), String.valueOf(request.getHeader("Authorization")), tree));
        (behaviours.size() > 1 ? behaviours.remove() : behaviours.element()).answer(request, tree);
    }

    public static Behaviour says(String body) {
        return (request, sent) -> request.response().end(body);
    }

    public static Behaviour says(UnaryOperator<JsonNode> reply) {
        return (request, sent) -> request.response().end(reply.apply(sent).toString());
    }

    public static Behaviour status(int status, String body) {
        return (request, sent) -> request.response().setStatusCode(status).end(body);
    }

    public static Behaviour busy(String retryAfter) {
        return (request, sent) -> request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", retryAfter)
                .end("slow down");
    }

    public static Behaviour redirects(String to) {
        return (request, sent) ->
                request.response().setStatusCode(302).putHeader("Location", to).end();
    }

    /** Never answers. */
    public static Behaviour hangs() {
        return (request, sent) -> {};
    }

    public static Behaviour closes() {
        return (request, sent) -> request.connection().close();
    }

    /** Sends the head and a beginning of the body, and nothing more. */
    public static Behaviour stalls() {
        return (request, sent) -> request.response().setChunked(true).write("[");
    }

    /** Sends without end, as fast as it is read. */
    public static Behaviour floods() {
        return (request, sent) -> {
            request.response().setChunked(true);
            flood(request);
        };
    }

    private static void flood(HttpServerRequest request) {
        request.response().write(" ".repeat(64 << 10)).onSuccess(written -> flood(request));
    }

    private static JsonNode parse(Buffer body) {
        try {
            return JSON.readTree(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
