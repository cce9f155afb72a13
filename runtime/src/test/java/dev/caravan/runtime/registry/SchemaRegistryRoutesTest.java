package dev.caravan.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.runtime.kafka.TestBroker;
import dev.caravan.runtime.service.HttpSettings;
import dev.caravan.runtime.service.ServiceHost;
import dev.caravan.schemas.Metric;
import dev.caravan.schemas.SchemaIds;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SchemaRegistryRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static TestBroker broker;
    private static ServiceHost host;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int metricId = SchemaIds.of(Metric.getClassSchema());

    @BeforeAll
    static void start() {
        broker = new TestBroker();
        host = new ServiceHost(
                HttpSettings.loopback(0),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                List.of(),
                List.of(new SchemaRegistryRoutes(broker.kafka().schemas())));
        host.start();
    }

    @AfterAll
    static void stop() throws IOException {
        host.close();
        broker.close();
    }

    @Test
    void aDecoderFindsASchemaByTheIdInTheFrame() throws Exception {
        // When
        JsonNode answer = get(200, "/schemas/ids/" + metricId);

        // Then
        assertThat(new Schema.Parser().parse(answer.path("schema").asText()).getFullName())
                .isEqualTo("dev.caravan.schemas.Metric");
    }

    @Test
    void whatIsNotThereIsAnErrorInTheRegistrysForm() throws Exception {
        assertThat(get(404, "/schemas/ids/7").path("error_code").asInt()).isEqualTo(40403);
        assertThat(get(404, "/schemas/ids/99999999999").path("error_code").asInt())
                .isEqualTo(40403);
        assertThat(get(404, "/subjects/none/versions").path("error_code").asInt())
                .isEqualTo(40401);
        assertThat(get(404, "/subjects/metrics-value/versions/9")
                        .path("error_code")
                        .asInt())
                .isEqualTo(40402);
    }

    @Test
    void subjectsAndVersionsAreListed() throws Exception {
        assertThat(get(200, "/subjects").toString()).contains("\"metrics-value\"", "\"completions-value\"");
        assertThat(get(200, "/subjects/runs-value/versions").toString()).isEqualTo("[1]");
        assertThat(get(200, "/subjects/metrics-value/versions/1").path("id").asInt())
                .isEqualTo(metricId);
        assertThat(get(200, "/config").path("compatibilityLevel").asText()).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void aCompatibleSchemaIsRegisteredOnceAndIsTheLatest() throws Exception {
        // Given
        Schema more = with("{\"name\":\"unit\",\"type\":\"string\",\"default\":\"\"}");

        // When
        int id = post(200, "metrics-value", more.toString()).path("id").asInt();
        int again = post(200, "metrics-value", more.toString()).path("id").asInt();

        // Then
        assertThat(id).isEqualTo(again).isEqualTo(SchemaIds.of(more));
        JsonNode latest = get(200, "/subjects/metrics-value/versions/latest");
        assertThat(latest.path("id").asInt()).isEqualTo(id);
        assertThat(latest.path("version").asInt()).isEqualTo(2);
    }

    @Test
    void aSchemaThatWouldBreakReadersIsRefused() throws Exception {
        // Given
        Schema breaking = with("{\"name\":\"colour\",\"type\":\"string\"}");

        // When
        JsonNode answer = post(409, "metrics-value", breaking.toString());

        // Then
        assertThat(answer.path("message").asText()).contains("metrics-value", "defaults");
    }

    @Test
    void whatIsNoSchemaIsRefused() throws Exception {
        assertThat(post(422, "metrics-value", "{\"type\":\"recrd\"}")
                        .path("error_code")
                        .asInt())
                .isEqualTo(42201);
    }

    private static Schema with(String field) {
        String json = Metric.getClassSchema().toString();
        return new Schema.Parser().parse(json.replace("\"fields\":[", "\"fields\":[" + field + ","));
    }

    private JsonNode get(int status, String path) throws Exception {
        return send(status, HttpRequest.newBuilder(uri(path)).build());
    }

    private JsonNode post(int status, String subject, String schema) throws Exception {
        String body = JSON.createObjectNode().put("schema", schema).toString();
        return send(
                status,
                HttpRequest.newBuilder(uri("/subjects/" + subject + "/versions"))
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private JsonNode send(int status, HttpRequest request) throws Exception {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private static URI uri(String path) {
        return host.address().resolve(path);
    }
}
