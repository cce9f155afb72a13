package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.verifier.exact.ExactVerifier;
import dev.caravan.verifier.math.MathVerifier;
import dev.caravan.verifier.spi.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyRoutesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Vertx vertx;
    private static Judge judge;
    private static URI address;

    @BeforeAll
    static void serve() throws Exception {
        vertx = Vertx.vertx();
        judge = new Judge(
                new VerifierRegistry(List.of(
                        new MathVerifier(),
                        new ExactVerifier(),
                        new FakeVerifier("echo", submission -> Verdict.right(submission.groundTruth())),
                        FakeVerifier.says("down", new Verdict.Failed("no connection", true)))),
                new JudgeSettings(2, Duration.ofSeconds(30), 1),
                new SimpleMeterRegistry());
        Router router = Router.router(vertx);
        new VerifyRoutes(judge, new Size(16 << 10), 3).mount(vertx, router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
        address = URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/verify");
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
        judge.close();
    }

    @Test
    void judgesOneSubmission() throws Exception {
        // When
        HttpResponse<String> response = post(
                """
                {"verifier": "math", "completion": "so \\\\boxed{\\\\frac{3}{4}}", "ground_truth": 0.75, "prompt": "?"}""");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body()))
                .isEqualTo(JSON.readTree(
                        """
                                {"status": "SCORED", "score": 1.0, "reason": "answer '\\\\frac{3}{4}' is right", "version": "%s"}"""
                                .formatted(new MathVerifier().version())));
    }

    @Test
    void passesOptionsAndTheFinishReason() throws Exception {
        // When
        JsonNode strict = JSON.readTree(
                post("""
                                {"verifier": "math", "completion": "#### 5", "ground_truth": "5", "options": {"strict": true},
                                 "finish_reason": "length"}""")
                        .body());

        // Then
        assertThat(strict.get("score").asDouble()).isZero();
        assertThat(strict.get("reason").asText()).isEqualTo("the completion did not finish");
    }

    @Test
    void aStructuredGroundTruthReachesTheVerifierAsJson() throws Exception {
        // When
        JsonNode verdict = JSON.readTree(
                post("""
                                {"verifier": "echo", "completion": "", "ground_truth": {"inputs": ["1"], "outputs": [[2, null]]}}""")
                        .body());

        // Then
        assertThat(verdict.get("reason").asText()).isEqualTo("{\"inputs\":[\"1\"],\"outputs\":[[2,null]]}");
    }

    @Test
    void judgesABatchInItsOrderWithSeveralVerifiers() throws Exception {
        // When
        JsonNode verdicts = JSON.readTree(
                post("""
                                [{"id": 7, "verifier": "math", "completion": "#### 4", "ground_truth": "5"},
                                 {"id": "b", "completion": "5", "ground_truth": "5",
                                  "verifiers": ["math", {"name": "exact", "ground_truth": "Five", "weight": 3}]},
                                 {"verifier": "down", "completion": "5"}]""")
                        .body());

        // Then
        assertThat(verdicts).hasSize(3);
        assertThat(verdicts.get(0).get("id").asInt()).isEqualTo(7);
        assertThat(verdicts.get(0).get("score").asDouble()).isZero();
        assertThat(verdicts.get(1).get("id").asText()).isEqualTo("b");
        assertThat(verdicts.get(1).get("score").asDouble()).isEqualTo(0.25);
        assertThat(verdicts.get(1).get("verdicts").get(0).get("score").asDouble())
                .isEqualTo(1);
        assertThat(verdicts.get(1).get("verdicts").get(1).get("verifier").asText())
                .isEqualTo("exact");
        assertThat(verdicts.get(2).get("status").asText()).isEqualTo("ERROR");
        assertThat(verdicts.get(2).get("score").isNull()).isTrue();
        assertThat(verdicts.get(2).get("reason").asText()).isEqualTo("no connection");
    }

    @Test
    void readsRowsAsTheyArePublishedAndCombinesAsAsked() throws Exception {
        // When
        JsonNode answers = JSON.readTree(
                post("""
                                [{"dataset": ["math", "string_matcher"], "ground_truth": ["5", "Rome"],
                                  "completion": "<answer>rome</answer> 4", "aggregation": "sum"},
                                 {"dataset": "re_search", "ground_truth": ["a b", "b a"], "completion": "<finish>B A!</finish>"}]""")
                        .body());

        // Then
        assertThat(answers.get(0).get("score").asDouble()).isEqualTo(1);
        assertThat(answers.get(0).get("verdicts")).hasSize(2);
        assertThat(answers.get(1).get("score").asDouble()).isEqualTo(1);
    }

    @Test
    void anUnknownVerifierIsAnErrorVerdict() throws Exception {
        // When
        JsonNode verdict = JSON.readTree(
                post("{\"verifier\": \"maths\", \"completion\": \"5\"}").body());

        // Then
        assertThat(verdict.get("status").asText()).isEqualTo("ERROR");
        assertThat(verdict.get("reason").asText())
                .isEqualTo("unknown verifier 'maths'; known: down, echo, exact, math");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | verifier: give either 'verifier' or 'verifiers'",
                "5 | body: must be an object",
                "{\"verifier\": \"math\"} | completion: must be a string",
                "{\"verifier\": \"math\", \"completion\": 5} | completion: must be a string",
                "{\"verifier\": \"math\", \"completion\": \"5\", \"truth\": \"5\"} | truth: is unknown; known: [aggregation, completion,",
                "{\"verifiers\": [], \"completion\": \"5\"} | verifiers: must be an array of one or more",
                "{\"verifiers\": [{\"name\": \"math\", \"weight\": 0}], \"completion\": \"5\"} | verifiers[0].weight: must be a number above 0",
                "{\"verifiers\": [5], \"completion\": \"5\"} | verifiers[0]: must be an object",
                "{\"verifier\": \"math\", \"completion\": \"5\", \"ground_truth\": null} | ground_truth: must be a string, a number, an object or an array",
                "{\"verifier\": \"math\", \"completion\": \"5\", \"options\": {\"strict\": []}} | options.strict: must be a string or a number",
                "{\"verifier\": \"math\", \"completion\": \"5\", \"finish_reason\": \"eos\"} | finish_reason: must be stop, length, aborted or unknown",
                "[{\"verifier\": \"math\", \"completion\": \"5\"}, {\"verifier\": \"math\"}] | [1].completion: must be a string",
                "{\"dataset\": \"math\", \"verifier\": \"math\", \"completion\": \"5\"} | dataset: stands for 'verifier', 'verifiers' and 'options'",
                "{\"dataset\": [\"math\", \"exact\"], \"ground_truth\": \"5\", \"completion\": \"5\"} | dataset: dataset names 2 verifiers",
                "{\"dataset\": \"passthrough\", \"completion\": \"5\"} | dataset: names nothing that verifies",
                "{\"verifier\": \"math\", \"completion\": \"5\", \"aggregation\": \"median\"} | aggregation: must be mean, sum, min, max or product",
                "{\"verifiers\": [{\"name\": \"math\", \"weight\": 2}], \"completion\": \"5\", \"aggregation\": \"min\"} | aggregation: weights mean nothing",
                "{\"verifier\": \"math\", \"completion\": \"5\", \"tokens\": -1} | tokens: must be a whole number",
                "[1, 2, 3, 4] | body: 4 submissions, more than 3",
                "{\"verifier\": | body: is not JSON:",
                "{} {} | body: is not JSON:",
                "1E+13863386386 | body: is not JSON:",
                "`` | body: must be an object",
            })
    void saysWhatIsWrongWithARequest(String body, String message) throws Exception {
        // When
        HttpResponse<String> response = post(body);

        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(response.body()).get("error").asText()).startsWith(message);
    }

    @Test
    void refusesALargeBodyAndAnotherMethod() throws Exception {
        // When
        HttpResponse<String> large = post("\"" + "x".repeat(20_000) + "\"");
        HttpResponse<String> get = send(HttpRequest.newBuilder(address).GET().build());

        // Then
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).isEqualTo("{\"error\":\"the body is larger than 16KiB\"}");
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return send(HttpRequest.newBuilder(address)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
