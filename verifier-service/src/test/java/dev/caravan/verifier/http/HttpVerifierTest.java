package dev.caravan.verifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.runtime.settings.SettingsTable;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class HttpVerifierTest {

    @Test
    void sendsAllThatItKnowsAndTakesTheScore() throws Exception {
        try (FakeEndpoint server = new FakeEndpoint(
                FakeEndpoint.says("[{\"index\": 0, \"score\": 0.25, \"reason\": \"a quarter\", \"more\": 1}]"))) {
            HttpVerifier http = started(server, Map.of("token_variable", "HOOK_TOKEN"));
            Submission submission =
                    new Submission("text", "{\"x\":1}", new Options(Map.of("table", "t")), "ask", Finish.LENGTH, 7);

            // When
            Verdict verdict = http.verify(submission);

            // Then
            assertThat(verdict).isEqualTo(new Verdict.Scored(0.25, "a quarter"));
            assertThat(server.arrived()).singleElement().satisfies(arrived -> {
                assertThat(arrived.authorization()).isEqualTo("Bearer value of HOOK_TOKEN");
                assertThat(arrived.body())
                        .hasToString(
                                "[{\"index\":0,\"completion\":\"text\",\"ground_truth\":\"{\\\"x\\\":1}\",\"prompt\":\"ask\","
                                        + "\"options\":{\"table\":\"t\"},\"finish_reason\":\"length\",\"tokens\":7}]");
            });
        }
    }

    @Test
    void checksThatComeTogetherGoOutTogether() throws Exception {
        // Given: a webhook that answers in reverse order, each with the score that its completion asks for
        try (FakeEndpoint server = new FakeEndpoint(FakeEndpoint.says(HttpVerifierTest::scoreReversed))) {
            HttpVerifier http = started(server, Map.of("gather", "300ms", "batch", "10"));
            ExecutorService threads = Executors.newFixedThreadPool(40);

            // When
            List<Future<Verdict>> verdicts = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String completion = Double.toString(i / 64.0);
                verdicts.add(threads.submit(() -> http.verify(Submission.of(completion, ""))));
            }

            // Then
            for (int i = 0; i < 40; i++) {
                assertThat(verdicts.get(i).get(1, TimeUnit.MINUTES)).isEqualTo(new Verdict.Scored(i / 64.0, ""));
            }
            assertThat(server.arrived()).hasSizeBetween(4, 8).allSatisfy(arrived -> assertThat(arrived.body())
                    .hasSizeBetween(1, 10));
            threads.shutdownNow();
        }
    }

    @Test
    void aRequestIsNotLargerThanItMayBe() throws Exception {
        try (FakeEndpoint server = new FakeEndpoint(FakeEndpoint.says(HttpVerifierTest::scoreReversed))) {
            HttpVerifier http = started(server, Map.of("gather", "300ms", "max_request", "4KiB"));
            ExecutorService threads = Executors.newFixedThreadPool(6);

            // When
            List<Future<Verdict>> verdicts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                verdicts.add(threads.submit(() -> http.verify(Submission.of("0.5" + " ".repeat(1500), ""))));
            }

            // Then
            for (Future<Verdict> verdict : verdicts) {
                assertThat(verdict.get(1, TimeUnit.MINUTES)).isEqualTo(new Verdict.Scored(0.5, ""));
            }
            assertThat(server.arrived())
                    .allSatisfy(arrived -> assertThat(arrived.body().toString()).hasSizeLessThan(4 << 10));
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"score\": 1} | the webhook must answer with an array of 1, not with OBJECT",
                "[] | the webhook must answer with an array of 1, not of 0",
                "[{\"score\": 1}] | the webhook answered with the index , out of 0 to 0 once each",
                "[{\"index\": 1, \"score\": 1}] | the webhook answered with the index 1, out of 0 to 0 once each",
                "[{\"index\": 0.0, \"score\": 1}] | the webhook answered with the index 0.0, out of 0 to 0 once each",
                "[{\"index\": 0, \"score\": 1.5}] | the webhook gave the score 1.5, out of 0 to 1",
                "[{\"index\": 0, \"score\": -1}] | the webhook gave the score -1, out of 0 to 1",
                "[{\"index\": 0, \"score\": 1e999}] | the webhook gave the score \"Infinity\", out of 0 to 1",
                "[{\"index\": 0, \"score\": \"1\"}] | the webhook must give a number as score, or undecided, or a text as error",
                "[{\"index\": 0, \"score\": null}] | the webhook must give a number as score, or undecided, or a text as error",
                "[{\"index\": 0, \"score\": 1, \"error\": \"x\"}] | the webhook must give a number as score, or undecided, or a text as error",
                "[{\"index\": 0, \"error\": \"no database\"}] | the webhook failed: no database",
                "[1] | the webhook answered with the index , out of 0 to 0 once each",
                "nonsense | status 200 with what is not JSON",
            })
    void aWrongAnswerIsAnErrorNeverAScore(String answer, String reason) throws Exception {
        try (FakeEndpoint server = new FakeEndpoint(FakeEndpoint.says(answer))) {
            // When
            Verdict verdict = started(server, Map.of("attempts", "1")).verify(Submission.of("text", ""));

            // Then
            assertThat(verdict).isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
                assertThat(failed.reason()).contains(reason);
                assertThat(failed.retriable()).isTrue();
            });
        }
    }

    @Test
    void theWebhookSaysWhetherARetryHelpsAndMayBeUndecided() throws Exception {
        try (FakeEndpoint server = new FakeEndpoint(
                FakeEndpoint.says("[{\"index\": 0, \"error\": \"bad ground truth\", \"retriable\": false}]"),
                FakeEndpoint.says("[{\"index\": 0, \"undecided\": true, \"reason\": \"unclear\"}]"),
                FakeEndpoint.status(404, "gone"))) {
            HttpVerifier http = started(server, Map.of());

            // When, Then
            assertThat(http.verify(Submission.of("x", "")))
                    .isEqualTo(new Verdict.Failed("the webhook failed: bad ground truth", false));
            assertThat(http.verify(Submission.of("x", ""))).isEqualTo(new Verdict.Undecided("unclear"));
            assertThat(http.verify(Submission.of("x", "")))
                    .isEqualTo(new Verdict.Failed(server.url() + ": status 404: gone", false));
        }
    }

    @Test
    void aFailureOfTheRequestIsOneOfAllItsChecks() throws Exception {
        try (FakeEndpoint server = new FakeEndpoint(FakeEndpoint.closes())) {
            HttpVerifier http = started(server, Map.of("gather", "200ms", "attempts", "2"));
            ExecutorService threads = Executors.newFixedThreadPool(4);

            // When
            List<Future<Verdict>> verdicts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                verdicts.add(threads.submit(() -> http.verify(Submission.of("x", ""))));
            }

            // Then
            for (Future<Verdict> verdict : verdicts) {
                assertThat(verdict.get(1, TimeUnit.MINUTES))
                        .isInstanceOfSatisfying(Verdict.Failed.class, failed -> assertThat(failed.retriable())
                                .isTrue());
            }
            threads.shutdownNow();
        }
    }

    @Test
    void thoseWhoJoinedDoNotWaitForASenderThatIsGivenUp() throws Exception {
        try (FakeEndpoint server = new FakeEndpoint(FakeEndpoint.hangs())) {
            HttpVerifier http = started(server, Map.of("gather", "1s", "batch", "2", "timeout", "50s"));
            ExecutorService threads = Executors.newFixedThreadPool(2);
            Future<Verdict> first = threads.submit(() -> http.verify(Submission.of("x", "")));
            Future<Verdict> second = threads.submit(() -> http.verify(Submission.of("x", "")));
            Awaitility.await().until(() -> !server.arrived().isEmpty());

            // When
            threads.shutdownNow();

            // Then
            assertThat(List.of(first.get(1, TimeUnit.MINUTES), second.get(1, TimeUnit.MINUTES)))
                    .allSatisfy(verdict -> assertThat(verdict).isInstanceOf(Verdict.Failed.class));
        }
    }

    @Test
    void withoutAnAddressEveryCheckIsAnError() {
        // Given
        HttpVerifier http = new HttpVerifier();
        http.start(Options.NONE);

        // When, Then
        assertThat(http.verify(Submission.of("x", "")))
                .isEqualTo(new Verdict.Failed("no webhook is set up; set verifiers.http.url", false));
    }

    @Test
    void settingsThatCannotBeStopTheHost() {
        // When, Then
        assertThatThrownBy(() -> start(Map.of("uri", "http://x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("verifiers.http: uri is not a setting");
        assertThatThrownBy(() -> start(Map.of("url", "gopher://x")))
                .hasMessageContaining("url must be an http or https address, not 'gopher://x'");
        assertThatThrownBy(() -> start(Map.of("url", "http://x", "token_variable", "UNSET")))
                .hasMessage("token_variable names the environment variable UNSET, which is not set");
        assertThatThrownBy(() -> start(Map.of("concurrency", "0")))
                .hasMessageContaining("concurrency must be 1 to 1024");
    }

    @Test
    void defaultsAreTheseAndTheDocsShowThem() throws Exception {
        // When
        HttpSettings settings = SettingsBinder.defaults(HttpSettings.class);

        // Then
        assertThat(settings)
                .isEqualTo(new HttpSettings(
                        "",
                        "",
                        64,
                        Duration.ofMillis(5),
                        64,
                        new Size(4 << 20),
                        new Size(4 << 20),
                        3,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(60)));
        assertThat(new HttpVerifier().pace()).hasValue(new Pace(64, Duration.ofMillis(61_005)));
        assertThat(Files.readString(Path.of("docs", "verifiers.md")))
                .contains(SettingsTable.markdown(HttpSettings.class));
    }

    /** One verdict for each item, the last first; the score is what the completion says. */
    private static JsonNode scoreReversed(JsonNode items) {
        ArrayNode verdicts = JsonNodeFactory.instance.arrayNode();
        for (int i = items.size() - 1; i >= 0; i--) {
            JsonNode item = items.get(i);
            verdicts.addObject()
                    .put("index", item.get("index").asInt())
                    .put(
                            "score",
                            Double.parseDouble(item.get("completion").asText().strip()));
        }
        return verdicts;
    }

    private static HttpVerifier started(FakeEndpoint server, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("url", server.url(), "backoff", "1ms", "timeout", "60s"));
        settings.putAll(more);
        return start(settings);
    }

    private static HttpVerifier start(Map<String, String> settings) {
        HttpVerifier http = new HttpVerifier(name -> name.equals("UNSET") ? null : "value of " + name);
        http.start(new Options(settings));
        return http;
    }
}
