package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.verifier.code.http.CodeRoutes;
import dev.caravan.verifier.code.pool.SandboxPools;
import dev.caravan.verifier.exact.ExactVerifier;
import dev.caravan.verifier.format.FormatVerifier;
import dev.caravan.verifier.math.MathVerifier;
import dev.caravan.verifier.sandbox.SandboxSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the document to the routes, and requests and answers to the document. */
class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Vertx vertx;
    private static Judge judge;
    private static CodeRoutes code;
    private static Router router;
    private static URI address;
    private static JsonNode document;

    @BeforeAll
    static void serve() throws Exception {
        vertx = Vertx.vertx();
        judge = new Judge(
                new VerifierRegistry(List.of(new MathVerifier(), new ExactVerifier(), new FormatVerifier())),
                new JudgeSettings(2, Duration.ofSeconds(30), 1),
                new SimpleMeterRegistry());
        router = Router.router(vertx);
        code = new CodeRoutes(new SandboxPools().of(SandboxSettings.defaults()), new Size(16 << 10));
        VerifierService.routes(judge, code, new Size(16 << 10), 10).mount(vertx, router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
        address = URI.create("http://127.0.0.1:" + server.actualPort());
        document = JSON.readTree(send("GET", "/openapi.json", "").body());
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
        judge.close();
    }

    @Test
    void thereIsNoRouteThatItDoesNotDescribeAndNoneThatIsNotThere() {
        // When
        Set<String> routes = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            if (route.methods() != null) {
                for (HttpMethod method : route.methods()) {
                    routes.add(method + " " + route.getPath());
                }
            }
        }
        Set<String> described = new TreeSet<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(
                        method -> described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));

        // Then
        assertThat(document.get("openapi").asText()).startsWith("3.1.");
        assertThat(described).isEqualTo(routes);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        // When
        List<String> references = new ArrayList<>();
        document.findValuesAsText("$ref").forEach(references::add);

        // Then
        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @Test
    void itsExamplesAreRequestsAndTheAnswersAreAsItSays() throws Exception {
        // Given
        JsonNode operation = document.at("/paths/~1v1~1verify/post");
        JsonNode body = operation.at("/requestBody/content/application~1json");
        JsonSchema request = schema(body.get("schema"));
        JsonSchema response = schema(operation.at("/responses/200/content/application~1json/schema"));

        for (Map.Entry<String, JsonNode> example : body.get("examples").properties()) {
            JsonNode value = example.getValue().get("value");

            // When
            HttpResponse<String> answer = send("POST", "/v1/verify", value.toString());

            // Then
            assertThat(request.validate(value)).as(example.getKey()).isEmpty();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(response.validate(JSON.readTree(answer.body())))
                    .as(answer.body())
                    .isEmpty();
            assertThat(answer.body()).doesNotContain("ERROR");
        }
    }

    /** What the sandbox makes of them, the tests of its routes say; those need the sandbox. */
    @Test
    void theExamplesOfTheOtherShapesAreRequestsTooAndABadOneIsRefused() throws Exception {
        for (String path : List.of("/test_program", "/test_program_stdio", "/run_code")) {
            // Given
            JsonNode body = document.get("paths").get(path).at("/post/requestBody/content/application~1json");
            JsonSchema request = schema(body.get("schema"));

            // When
            HttpResponse<String> answer = send("POST", path, "5");

            // Then
            assertThat(body.get("examples")).isNotEmpty().allSatisfy(example -> assertThat(
                            request.validate(example.get("value")))
                    .isEmpty());
            assertThat(request.validate(JSON.readTree("5"))).isNotEmpty();
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(schema(document.at("/components/schemas/Error")).validate(JSON.readTree(answer.body())))
                    .isEmpty();
        }
    }

    @Test
    void itRefusesWhatTheServiceRefuses() throws Exception {
        // Given
        JsonSchema request =
                schema(document.at("/paths/~1v1~1verify/post/requestBody/content/application~1json/schema"));
        JsonSchema error = schema(document.at("/components/schemas/Error"));
        List<String> bad = List.of(
                "{}",
                "5",
                "{\"verifier\": \"math\"}",
                "{\"verifier\": \"math\", \"completion\": 5}",
                "{\"verifier\": \"math\", \"verifiers\": [\"math\"], \"completion\": \"5\"}",
                "{\"verifiers\": [], \"completion\": \"5\"}",
                "{\"verifiers\": [\"math\"], \"options\": {}, \"completion\": \"5\"}",
                "{\"verifiers\": [{\"name\": \"math\", \"weight\": 0}], \"completion\": \"5\"}",
                "{\"verifier\": \"math\", \"completion\": \"5\", \"truth\": \"5\"}",
                "{\"verifier\": \"math\", \"completion\": \"5\", \"ground_truth\": null}",
                "{\"verifier\": \"math\", \"completion\": \"5\", \"finish_reason\": \"eos\"}",
                "[{\"verifier\": \"math\", \"completion\": \"5\"}, {}]");

        for (String body : bad) {
            // When
            HttpResponse<String> answer = send("POST", "/v1/verify", body);

            // Then
            assertThat(request.validate(JSON.readTree(body))).as(body).isNotEmpty();
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(error.validate(JSON.readTree(answer.body()))).as(body).isEmpty();
        }
    }

    @Test
    void thePageIsThere() throws Exception {
        // When
        HttpResponse<String> page = send("GET", "/api", "");

        // Then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).contains("openapi.json");
    }

    /** A schema of the document, which sees the document's components. OpenAPI 3.1's schemas are JSON Schema 2020-12. */
    private static JsonSchema schema(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
