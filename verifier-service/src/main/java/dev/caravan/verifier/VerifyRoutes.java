package dev.caravan.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.runtime.service.Routes;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.verifier.VerifyRequest.BadRequestException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/verify}: one submission or an array of them (see {@link VerifyRequest}) for one verdict or an array of them in the same
 * order: {@code {"id"?, "status", "score", "reason", "version", "verdicts"?}}. The score is null where the status is ERROR; {@code
 * verdicts} has the single ones where several verifiers were asked. What is wrong with a request is said in {@code {"error"}}.
 */
final class VerifyRoutes implements Routes {

    private static final Logger LOG = LoggerFactory.getLogger(VerifyRoutes.class);
    private static final String PATH = "/v1/verify";
    private static final int MOST_WAITING = 20_000;

    private final VerifyBody bodies;
    private final ObjectMapper json = new ObjectMapper();
    private final Judge judge;
    private final Size maxBody;

    VerifyRoutes(Judge judge, Size maxBody, int maxItems) {
        this.judge = judge;
        this.maxBody = maxBody;
        this.bodies = new VerifyBody(maxItems);
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(maxBody.bytes()))
                .handler(context -> verify(vertx, context))
                .failureHandler(this::refuse);
        router.route(PATH).handler(context -> {
            context.response().putHeader("Allow", "POST");
            answer(context, 405, error("use POST"));
        });
    }

    private void verify(Vertx vertx, RoutingContext context) {
        if (judge.waiting() > MOST_WAITING) {
            context.response().putHeader("Retry-After", "1");
            answer(context, 503, error("too many checks are waiting; try again"));
            return;
        }
        byte[] body = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        // A large body takes a while to parse, to look up and to write: not on the event loop, and not in each other's
        // way.
        vertx.executeBlocking(() -> judge(bodies.read(body)), false)
                .compose(judged -> Future.fromCompletionStage(judged, vertx.getOrCreateContext()))
                .compose(response -> vertx.executeBlocking(() -> json.writeValueAsString(response), false))
                .onSuccess(text -> context.response()
                        .putHeader("Content-Type", "application/json")
                        .end(text))
                .onFailure(context::fail);
    }

    private CompletableFuture<JsonNode> judge(VerifyBody.Submissions submissions) {
        List<CompletableFuture<JsonNode>> verdicts =
                new ArrayList<>(submissions.requests().size());
        judge.registry().batch(() -> submissions.requests().forEach(request -> verdicts.add(judge(request))));
        if (!submissions.batch()) {
            return verdicts.get(0);
        }
        return CompletableFuture.allOf(verdicts.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> {
                    ArrayNode array = json.createArrayNode();
                    verdicts.forEach(verdict -> array.add(verdict.join()));
                    return array;
                });
    }

    private CompletableFuture<JsonNode> judge(VerifyRequest request) {
        return judge.judge(
                        request.verifiers(), request.completion(), request.prompt(), request.finish(), request.tokens())
                .thenApply(judgement -> response(request, judgement.by(request.aggregation())));
    }

    private JsonNode response(VerifyRequest request, Judgement judgement) {
        ObjectNode response = json.createObjectNode();
        if (request.id() != null) {
            response.set("id", request.id());
        }
        Double reward = judgement.reward();
        response.put("status", judgement.status().name());
        response.put("score", reward);
        response.put("reason", judgement.reason());
        if (judgement.verdicts().size() == 1) {
            response.put("version", judgement.verdicts().get(0).getVersion());
            return response;
        }
        ArrayNode verdicts = response.putArray("verdicts");
        for (Verdict verdict : judgement.verdicts()) {
            ObjectNode one = verdicts.addObject();
            one.put("verifier", verdict.getVerifier());
            one.put("version", verdict.getVersion());
            one.put("status", verdict.getStatus().name());
            one.put("score", verdict.getStatus() == VerdictStatus.ERROR ? null : Double.valueOf(verdict.getScore()));
            one.put("weight", verdict.getWeight());
            one.put("reason", verdict.getReason());
        }
        return response;
    }

    private void refuse(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof BadRequestException bad) {
            answer(context, 400, error(String.valueOf(bad.getMessage())));
        } else if (context.statusCode() == 413) {
            answer(context, 413, error("the body is larger than " + maxBody));
        } else if (!context.request().isEnded()) {
            answer(context, 400, error("the request breaks off or is not HTTP"));
        } else {
            LOG.atWarn().setCause(failure).addKeyValue("path", PATH).log("request failed");
            answer(context, 500, error("the request failed; the service's log says why"));
        }
    }

    private ObjectNode error(String message) {
        return json.createObjectNode().put("error", message);
    }

    private static void answer(RoutingContext context, int status, ObjectNode body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toString());
    }
}
