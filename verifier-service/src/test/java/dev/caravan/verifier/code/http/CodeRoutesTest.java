package dev.caravan.verifier.code.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.verifier.code.pool.SandboxPools;
import dev.caravan.verifier.sandbox.SandboxSettings;
import dev.caravan.verifier.spi.Options;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeRoutesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Vertx vertx;
    private static final SandboxPools POOLS = new SandboxPools();
    private static CodeRoutes routes;
    private static String address;

    @BeforeAll
    static void serve() throws Exception {
        vertx = Vertx.vertx();
        routes = new CodeRoutes(POOLS.of(SandboxSettings.of(new Options(Map.of("slots", "2")))), new Size(16 << 10));
        Router router = Router.router(vertx);
        routes.mount(vertx, router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
        address = "http://127.0.0.1:" + server.actualPort();
        HttpResponse<String> first = post("/run_code", "{\"language\": \"python\", \"code\": \"pass\"}");
        assumeTrue(first.statusCode() == 200, "no sandbox on this machine, skipped: " + first.body());
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
        POOLS.close();
    }

    @Test
    void answersOpenInstructsFunctionTests() throws Exception {
        // When
        JsonNode answer = answer(
                "/test_program",
                """
                {"program": "def add(a, b): return a + b", "max_execution_time": 1.0,
                 "tests": ["assert add(1, 2) == 3", "assert add(-1, 1) == 0", "assert add(0, 0) == 1"]}""");

        // Then
        assertThat(answer.get("results").toString()).isEqualTo("[1,1,0]");
        assertThat(answer.get("runtimes")).hasSize(3);
        assertThat(answer.get("runtimes").get(0).asDouble()).isPositive();
        assertThat(answer.get("runtimes").get(2).asDouble()).isEqualTo(-1);
    }

    @Test
    void answersOpenInstructsStdioTests() throws Exception {
        // When
        JsonNode answer = answer(
                "/test_program_stdio",
                """
                {"program": "import sys\\nfor line in sys.stdin.read().splitlines():\\n    print(int(line) + 1)",
                 "tests": [{"input": "1\\n", "output": "2\\n"}, {"input": "100\\n", "output": "100\\n"}]}""");

        // Then
        assertThat(answer.get("results").toString()).isEqualTo("[1,0]");
        assertThat(answer.get("runtimes").get(1).asDouble()).isEqualTo(-1);
    }

    @Test
    void answersSandboxFusionsRuns() throws Exception {
        // When
        JsonNode done = answer(
                "/run_code",
                """
                {"language": "python", "code": "print(input() + open('a/b.txt').read())", "stdin": "x",
                 "files": {"a/b.txt": "eQ=="}, "compile_timeout": 5, "memory_limit_MB": -1}""");
        JsonNode failed = answer(
                "/run_code",
                "{\"language\": \"python\", \"code\": \"print(1)\\nraise SystemExit(3)\", \"stdin\": null}");
        JsonNode late =
                answer("/run_code", "{\"language\": \"python\", \"code\": \"while True: pass\", \"run_timeout\": 0.5}");

        // Then
        assertThat(done.get("status").asText()).isEqualTo("Success");
        assertThat(done.get("run_result").get("stdout").asText()).isEqualTo("xy\n");
        assertThat(done.get("run_result").get("return_code").asInt()).isZero();
        assertThat(done.get("compile_result").isNull()).isTrue();
        assertThat(failed.get("status").asText()).isEqualTo("Failed");
        assertThat(failed.get("run_result").get("return_code").asInt()).isEqualTo(3);
        assertThat(failed.get("run_result").get("status").asText()).isEqualTo("Finished");
        assertThat(late.get("status").asText()).isEqualTo("Failed");
        assertThat(late.get("run_result").get("status").asText()).isEqualTo("TimeLimitExceeded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/test_program | {} | 'tests' must be an array of tests, or one as a text",
                "/test_program | {\"tests\": [\"assert f()\"]} | 'program' must be a text",
                "/test_program | {\"tests\": [], \"program\": \"\"} | ground truth: the array must hold one test or more",
                "/test_program | {\"tests\": [\"assert (\"], \"program\": \"x = 1\"} | the tests are unusable: line 1:",
                "/test_program | {\"tests\": [\"assert f()\"], \"program\": \"\", \"max_execution_time\": 0} | 'max_execution_time' must be a number above 0",
                "/test_program_stdio | {\"tests\": [5], \"program\": \"\"} | ground truth: each test must be an object",
                "/run_code | {\"language\": \"cobol\", \"code\": \"\"} | 'language' must be one of [python, java, nodejs]",
                "/run_code | {\"language\": \"python\", \"code\": \"\", \"files\": {\"a\": \"?\"}} | 'files': 'a' must be text in Base64",
                "/run_code | {\"language\": \"python\", \"code\": \"\", \"files\": {\"../a\": \"eQ==\"}} | file names must be relative",
                "/run_code | {\"language\": \"python\", \"code\": \"\", \"memory_limit_MB\": 1000000} | 'memory_limit_MB' must be -1 or within",
                "/run_code | {\"language\": \"python\", \"code\": \"\", \"fetch_files\": [\"a\"]} | 'fetch_files' is not supported",
                "/run_code | [] | the body must be an object",
                "/run_code | {} {} | the body is not JSON:",
            })
    void saysWhatIsWrongWithARequest(String path, String body, String message) throws Exception {
        // When
        HttpResponse<String> response = post(path, body);

        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(response.body()).get("error").asText()).startsWith(message);
    }

    @Test
    void refusesALargeBodyAndAnotherMethod() throws Exception {
        // When
        HttpResponse<String> large = post("/run_code", "\"" + "x".repeat(20_000) + "\"");
        HttpResponse<String> get =
                send(HttpRequest.newBuilder(URI.create(address + "/run_code")).GET());

        // Then
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
    }

    private static JsonNode answer(String path, String body) throws Exception {
        HttpResponse<String> response = post(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address + path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
