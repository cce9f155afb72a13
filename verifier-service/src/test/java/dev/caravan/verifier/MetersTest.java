package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.runtime.service.HttpSettings;
import dev.caravan.runtime.service.ServiceHost;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.verifier.code.CodeVerifier;
import dev.caravan.verifier.math.MathVerifier;
import dev.caravan.verifier.spi.Verdict;
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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of {@code docs/http.md} and of the Grafana dashboard, held to what a service with a history shows on {@code /metrics}. */
class MetersTest {

    private static final Pattern DOCUMENTED =
            Pattern.compile("^\\| [^|]+\\| `([^`]*caravan_[^`]+)` \\|$", Pattern.MULTILINE);
    private static final Pattern USE = Pattern.compile("(caravan_(?:verifier|sandbox)_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern BY = Pattern.compile("\\bby \\(([a-z_, ]+)\\)");

    private static TestLog log;
    private static ServiceHost host;

    @BeforeAll
    static void judgeEachEndingTwice(@TempDir Path folder) throws Exception {
        log = new TestLog(folder);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        VerifierService service = TestServices.of(
                SettingsBinder.defaults(VerifierSettings.class),
                log.kafka(),
                meters,
                List.of(
                        new MathVerifier(),
                        new CodeVerifier(),
                        FakeVerifier.says("unsure", new Verdict.Undecided("who knows")),
                        FakeVerifier.says("down", new Verdict.Failed("no connection", true))));
        host = new ServiceHost(HttpSettings.loopback(0), meters, List.of(service), List.of(service.routes())).start();
        for (String verifier : List.of("math", "unsure", "down", "math", "unsure", "down")) {
            String body = "{\"verifier\":\"" + verifier + "\",\"completion\":\"#### 5\",\"ground_truth\":\"5\"}";
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(address("/v1/verify")).POST(HttpRequest.BodyPublishers.ofString(body));
            assertThat(send(request).statusCode()).isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
        log.close();
    }

    @Test
    void everyVerdictIsCountedByVerifierAndStatus() throws Exception {
        // When
        String metrics = scrape();

        // Then
        assertThat(metrics.lines())
                .contains(
                        "caravan_verifier_verdicts_total{status=\"scored\",verifier=\"math\"} 2.0",
                        "caravan_verifier_verdicts_total{status=\"undecided\",verifier=\"unsure\"} 2.0",
                        "caravan_verifier_verdicts_total{status=\"error\",verifier=\"down\"} 2.0",
                        "caravan_verifier_verdicts_total{status=\"error\",verifier=\"math\"} 0.0",
                        "caravan_verifier_cache_total{result=\"hit\",verifier=\"math\"} 1.0",
                        "caravan_verifier_cache_total{result=\"miss\",verifier=\"math\"} 1.0",
                        "caravan_verifier_check_seconds_count{verifier=\"math\"} 1");
    }

    @Test
    void theQueriesOfTheDocsAskForWhatThereIs() throws Exception {
        // Given
        Set<String> queries = documented();

        // When
        List<String> missing = missing(queries, "caravan_verifier_", scrape());

        // Then
        assertThat(queries).hasSize(10);
        assertThat(missing).isEmpty();
    }

    @Test
    void thePanelsOfTheDashboardAskForWhatThereIs() throws Exception {
        // Given
        Set<String> queries = drawn();

        // When
        List<String> missing = missing(queries, "caravan_verifier_", scrape());

        // Then
        assertThat(queries).anyMatch(query -> query.contains("caravan_verifier_cache_total"));
        assertThat(missing).isEmpty();
    }

    @Test
    void theSandboxIsThereToo() throws Exception {
        // Given
        Set<String> queries = documented();
        queries.addAll(drawn());
        ProgramsAtStartTest.assumeSandbox();
        await().atMost(Duration.ofMinutes(1)).until(() -> scrape().contains("caravan_sandbox_tier"));

        // When
        List<String> missing = missing(queries, "caravan_sandbox_", scrape());

        // Then
        assertThat(queries).anyMatch(query -> query.contains("caravan_sandbox_tier"));
        assertThat(missing).isEmpty();
    }

    private static Set<String> documented() throws IOException {
        Set<String> queries = new TreeSet<>();
        Matcher rows = DOCUMENTED.matcher(Files.readString(Path.of("docs/http.md")));
        while (rows.find()) {
            queries.add(rows.group(1));
        }
        return queries;
    }

    private static Set<String> drawn() throws IOException {
        Path dashboard = Path.of("../compose/grafana/dashboards/caravan.json");
        return new TreeSet<>(new ObjectMapper().readTree(dashboard.toFile()).findValuesAsText("expr"));
    }

    /** Meters with this prefix that a query uses, and no line of the text has with all the labels that are asked for. */
    private static List<String> missing(Set<String> queries, String prefix, String metrics) {
        return queries.stream()
                .flatMap(query -> uses(query, prefix))
                .filter(use -> metrics.lines().noneMatch(use::isOn))
                .map(Use::toString)
                .toList();
    }

    private static Stream<Use> uses(String query, String prefix) {
        Set<String> grouped = new TreeSet<>();
        BY.matcher(query)
                .results()
                .forEach(by -> grouped.addAll(List.of(by.group(1).split(", *"))));
        return USE.matcher(query)
                .results()
                .filter(use -> use.group(1).startsWith(prefix))
                .map(use -> new Use(
                        use.group(1),
                        use.group(2) == null ? List.of() : List.of(use.group(2).split(",")),
                        grouped));
    }

    /**
     * A meter as a query uses it.
     *
     * @param matched labels with their values, as {@code a="b"}
     * @param labels those that only have to be there
     */
    private record Use(String meter, List<String> matched, Set<String> labels) {

        boolean isOn(String line) {
            return line.startsWith(meter + "{")
                    && matched.stream().allMatch(line::contains)
                    && labels.stream().allMatch(label -> line.contains(label + "=\""));
        }
    }

    private static String scrape() throws Exception {
        return send(HttpRequest.newBuilder(address("/metrics"))).body();
    }

    private static URI address(String path) {
        return host.address().resolve(path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
