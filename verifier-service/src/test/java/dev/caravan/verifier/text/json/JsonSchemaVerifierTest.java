package dev.caravan.verifier.text.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaVerifierTest {

    private static final String PERSON =
            """
            {"type": "object", "required": ["name"], "additionalProperties": false,
             "properties": {"name": {"type": "string", "pattern": "^[A-Z]"}, "age": {"$ref": "#/$defs/age"}},
             "$defs": {"age": {"type": "integer", "minimum": 0}}}""";

    private final JsonSchemaVerifier schemas = new JsonSchemaVerifier();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"name\": \"Ada\", \"age\": 36} | 1",
                "<think>hm</think> {\"name\": \"Ada\"} | 1",
                "{\"name\": \"ada\"} | 0",
                "{\"name\": \"Ada\", \"age\": -1} | 0",
                "{\"name\": \"Ada\", \"age\": 1.5} | 0",
                "{\"name\": \"Ada\", \"email\": \"\"} | 0",
                "{\"age\": 3} | 0",
                "[] | 0",
                "{\"name\": \"Ada\"} there you are | 0",
                "{\"name\": \"Ada\"} {\"name\": \"Bob\"} | 0",
                "{\"name\": \"Ada\", \"name\": \"bob\"} | 0",
                "{\"name\": \"Ada\", \"age\": 1e999999999} | 0",
                "{\"name\": \"Ada\" | 0",
                " | 0",
            })
    void checksTheWholeCompletion(String completion, double score) {
        // When
        Verdict verdict = schemas.verify(Submission.of(completion == null ? "" : completion, PERSON));

        // Then
        assertThat(((Verdict.Scored) verdict).score()).as(verdict.reason()).isEqualTo(score);
    }

    @Test
    void aFenceAroundItIsTakenOff() {
        // Given
        String fenced = "```json\n{\"name\": \"Ada\"}\n```";

        // When, Then
        assertThat(schemas.verify(Submission.of(fenced, PERSON))).isEqualTo(Verdict.right("the schema holds"));
        assertThat(schemas.verify(Submission.of("Here:\n" + fenced, PERSON)))
                .isInstanceOfSatisfying(Verdict.Scored.class, scored -> assertThat(scored.score())
                        .isZero());
    }

    @Test
    void takesThePartThatIsAskedFor() {
        // Given
        Options answer = new Options(Map.of("take", "answer"));
        String completion = "See: <answer>{\"name\": \"Ada\"}</answer> done";

        // When, Then
        assertThat(schemas.verify(new Submission(completion, PERSON, answer, "", Finish.STOP)))
                .isEqualTo(Verdict.right("the schema holds"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "not json | the ground truth is not a JSON Schema",
                "[] | the ground truth is not a JSON Schema: it must be an object",
                "{\"type\": \"strin\"} | the ground truth is not a JSON Schema",
                "{\"minimum\": \"3\"} | the ground truth is not a JSON Schema",
                "{\"pattern\": \"(?=a)\"} | the ground truth cannot be used as a JSON Schema",
                "{\"$ref\": \"#/$defs/none\"} | the ground truth cannot be used as a JSON Schema",
            })
    void refusesWhatIsNoSchema(String truth, String problem) {
        // When, Then
        assertThat(schemas.problem(truth, Options.NONE).orElse("nothing")).startsWith(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://json-schema.org/draft-07/schema#",
                "https://json-schema.org/draft/2019-09/schema",
                "https://json-schema.org/draft/2020-12/schema"
            })
    void olderDraftsAreRead(String draft) {
        // Given
        String schema = "{\"$schema\": \"" + draft + "\", \"type\": \"integer\"}";

        // When, Then
        assertThat(schemas.problem(schema, Options.NONE)).isEmpty();
        assertThat(schemas.verify(Submission.of("5", schema))).isEqualTo(Verdict.right("the schema holds"));
        assertThat(((Verdict.Scored) schemas.verify(Submission.of("\"5\"", schema))).score())
                .isZero();
    }

    @Test
    void nothingIsFetched(@TempDir Path folder) throws Exception {
        // Given
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        String remote = "http://127.0.0.1:" + server.getAddress().getPort() + "/schema.json";
        Path file = Files.writeString(folder.resolve("schema.json"), "{}");

        // When, Then
        try {
            for (String target :
                    List.of(remote, file.toUri().toString(), "classpath:/logback-test.xml", "other.json")) {
                for (String keyword : List.of("$ref", "$dynamicRef")) {
                    String schema = "{\"" + keyword + "\": \"" + target + "\"}";
                    assertThat(schemas.problem(schema, Options.NONE)).as(schema).isPresent();
                }
                String schema = "{\"$schema\": \"" + target + "\", \"type\": \"integer\"}";
                assertThat(schemas.problem(schema, Options.NONE)).as(schema).isPresent();
            }
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @Timeout(30)
    void hostileJsonEnds() {
        // Given
        String schema =
                "{\"type\": \"array\", \"uniqueItems\": true, \"items\": {\"pattern\": \"^(a+)+$\", \"multipleOf\": 0.01}}";

        // When, Then
        for (String completion : List.of(
                "[".repeat(100_000),
                "[" + "1,".repeat(60_000) + "1]",
                "[\"" + "a".repeat(100_000) + "!\"]",
                "[" + "9".repeat(50_000) + "]",
                "[1e-99999999]",
                "[1e300, 1e299]",
                "[-0.0, 1E400]")) {
            assertThat(schemas.verify(Submission.of(completion, schema))).isInstanceOf(Verdict.Scored.class);
        }
    }
}
