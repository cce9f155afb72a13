package dev.caravan.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.service.HttpSettings;
import dev.caravan.runtime.service.ServiceHost;
import dev.caravan.schemas.RunEvent;
import dev.caravan.schemas.RunSubmitted;
import dev.caravan.schemas.StageProgress;
import dev.caravan.schemas.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page with a real broker behind it and, where one is installed, in a real browser. */
class PageTest {
    @TempDir
    Path dir;

    private EmbeddedKafka broker;
    private Kafka kafka;
    private ServiceHost host;

    @BeforeEach
    void serveTheNewestRun() {
        broker = new EmbeddedKafka(dir.resolve("kafka"), 0).start();
        kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
        kafka.createTopics();
        Instant at = Instant.now();
        try (EventWriter writer = kafka.writer("test")) {
            writer.send(Topics.RUNS, "demo-1", new RunEvent("demo-1", at, new RunSubmitted("demo", 1L)));
            for (int step = 1; step <= 40; step++) {
                Map<String, Double> metrics =
                        Map.of("reward", step / 50.0, "ratio_max_deviation", 2e-6, "staleness", 0.0);
                StageProgress progress = new StageProgress(3, "rlvr", step, 160, (long) step, metrics);
                writer.send(Topics.RUNS, "demo-1", new RunEvent("demo-1", at, progress));
            }
            writer.flush();
        }
        Dashboard dashboard = new Dashboard(kafka);
        host = new ServiceHost(
                        HttpSettings.loopback(0),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        List.of(dashboard),
                        List.of(dashboard))
                .start();
        await().atMost(Duration.ofSeconds(60)).until(() -> get("/api/state").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        host.close();
        kafka.close();
        broker.close();
    }

    @Test
    void servesThePageItsChartsAndItsState() throws Exception {
        // When
        HttpResponse<String> page = get("/");
        HttpResponse<String> charts = get("/webjars/chart.js/dist/chart.umd.js");
        HttpResponse<String> state = get("/api/state");

        // Then
        assertThat(page.body()).contains("<h1>Caravan</h1>");
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
        assertThat(charts.statusCode()).isEqualTo(200);
        assertThat(state.body()).contains("demo-1").contains("\"rlvr\"").contains("\"step\":40");
    }

    @Test
    void drawsTheRunInABrowser() throws Exception {
        // Given
        Optional<Path> chromium = browser();
        assumeThat(chromium)
                .as("no chromium on the path: the page is not opened")
                .isPresent();

        // When
        Path dom = dir.resolve("dom.html");
        Path log = dir.resolve("console.log");
        Process browser = new ProcessBuilder(
                        chromium.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + dir.resolve("profile"),
                        "--enable-logging=stderr",
                        "--virtual-time-budget=4000",
                        "--dump-dom",
                        host.address() + "/")
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        boolean ended = browser.waitFor(90, TimeUnit.SECONDS);
        browser.destroyForcibly().waitFor();

        // Then
        assertThat(ended).as("chromium ended by itself").isTrue();
        assertThat(Files.readString(dom))
                .contains("<title>demo-1 – Caravan</title>")
                .contains("40 of 160")
                .contains(">live<")
                .contains("rollout workers");
        assertThat(Files.readString(log)).doesNotContain("CONSOLE");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(host.address() + path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
