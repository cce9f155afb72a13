package dev.caravan.verifier.code.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.runtime.service.Routes;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.verifier.code.pool.SandboxPool;
import dev.caravan.verifier.code.run.BrokenSandboxException;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /test_program}, {@code POST /test_program_stdio} and {@code POST /run_code}, in the shapes of the judges that they come from. A
 * request that cannot be understood is answered with 400, one that comes while too many wait with 503, one that the sandbox failed with
 * 500; each as {@code {"error"}}.
 */
public final class CodeRoutes implements Routes {

    private static final Logger LOG = LoggerFactory.getLogger(CodeRoutes.class);
    private static final int MOST_WAITING = 1_000;

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final AtomicInteger waiting = new AtomicInteger();
    private final SandboxPool sandbox;
    private final Size maxBody;

    public CodeRoutes(SandboxPool sandbox, Size maxBody) {
        this.sandbox = sandbox;
        this.maxBody = maxBody;
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        int threads = Math.max(1, sandbox.slots() / 2);
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("code-routes", threads, 5, TimeUnit.MINUTES);
        mount(router, workers, "/test_program", TestProgram::functions);
        mount(router, workers, "/test_program_stdio", TestProgram::stdio);
        mount(router, workers, "/run_code", RunCode::answer);
    }

    private void mount(Router router, WorkerExecutor workers, String path, Answer answer) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(maxBody.bytes()))
                .handler(context -> answer(context, workers, answer))
                .failureHandler(this::refuse);
        router.route(path).handler(context -> {
            context.response().putHeader("Allow", "POST");
            end(context, 405, error("use POST"));
        });
    }

    private void answer(RoutingContext context, WorkerExecutor workers, Answer answer) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            context.response().putHeader("Retry-After", "1");
            end(context, 503, error("too many programs are waiting; try again"));
            return;
        }
        byte[] body = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        workers.executeBlocking(() -> answer.to(parse(body), sandbox).toString(), false)
                .onComplete(done -> waiting.decrementAndGet())
                .onSuccess(text -> context.response()
                        .putHeader("Content-Type", "application/json")
                        .end(text))
                .onFailure(context::fail);
    }

    private JsonNode parse(byte[] body) throws IOException {
        try {
            JsonNode tree = json.readTree(body);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage());
        }
        throw new IllegalArgumentException("the body must be an object");
    }

    private void refuse(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof IllegalArgumentException) {
            end(context, 400, error(String.valueOf(failure.getMessage())));
        } else if (failure instanceof BrokenSandboxException) {
            end(context, 500, error(String.valueOf(failure.getMessage())));
        } else if (context.statusCode() == 413) {
            end(context, 413, error("the body is larger than " + maxBody));
        } else if (!context.request().isEnded()) {
            end(context, 400, error("the request breaks off or is not HTTP"));
        } else {
            LOG.atWarn()
                    .setCause(failure)
                    .addKeyValue("path", context.request().path())
                    .log("request failed");
            end(context, 500, error("the request failed; the service's log says why"));
        }
    }

    private ObjectNode error(String message) {
        return json.createObjectNode().put("error", message);
    }

    private static void end(RoutingContext context, int status, ObjectNode body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toString());
    }

    /** Answers one kind of request; may take long. */
    @FunctionalInterface
    private interface Answer {
        ObjectNode to(JsonNode request, SandboxPool sandbox) throws BrokenSandboxException;
    }
}
