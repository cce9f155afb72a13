package dev.caravan.verifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class JsonPostTest {

    private static final JsonNode BODY = JsonNodeFactory.instance.textNode("ping");

    @Test
    void returnsWhatComesBack() throws Exception {
        try (FakeEndpoint server = new FakeEndpoint(FakeEndpoint.says("{\"a\": 1}"))) {
            // When
            JsonNode answer = post(server, 1).send(BODY);

            // Then
            assertThat(answer.get("a").asInt()).isEqualTo(1);
            assertThat(server.arrived()).containsExactly(new FakeEndpoint.Arrived("/hook", "Bearer secret", BODY));
        }
    }

    @Test
    void triesAgainWhereThatMayHelp() throws Exception {
        // Given
        try (FakeEndpoint server = new FakeEndpoint(
                FakeEndpoint.status(503, "starting"),
                FakeEndpoint.busy("0"),
                FakeEndpoint.status(500, ""),
                FakeEndpoint.closes(),
                FakeEndpoint.says("<html>"),
                FakeEndpoint.says("{} {}"),
                FakeEndpoint.says("{\"a\":1,\"a\":2}"),
                FakeEndpoint.says(""),
                FakeEndpoint.says("[]"))) {
            // When
            JsonNode answer = post(server, 9).send(BODY);

            // Then
            assertThat(answer.isArray()).isTrue();
            assertThat(server.arrived()).hasSize(9);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 413, 422})
    void givesUpAtOnceWhereNothingHelps(int status) throws Exception {
        try (FakeEndpoint server = new FakeEndpoint(FakeEndpoint.status(status, "no\nway"), FakeEndpoint.says("[]"))) {
            // When
            PostException failed = catchThrowableOfType(
                    PostException.class, () -> post(server, 5).send(BODY));

            // Then
            assertThat(failed.retriable()).isFalse();
            assertThat(failed).hasMessage(server.url() + "/hook: status " + status + ": no way");
            assertThat(server.arrived()).hasSize(1);
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (FakeEndpoint elsewhere = new FakeEndpoint(FakeEndpoint.says("[]"));
                FakeEndpoint server = new FakeEndpoint(FakeEndpoint.redirects(elsewhere.url()))) {
            // When, Then
            assertThatThrownBy(() -> post(server, 2).send(BODY)).hasMessageContaining("status 302");
            assertThat(elsewhere.arrived()).isEmpty();
        }
    }

    @Test
    void theLastReasonIsTheOneThatIsSaid() throws Exception {
        try (FakeEndpoint server = new FakeEndpoint(FakeEndpoint.closes(), FakeEndpoint.status(502, "bad gateway"))) {
            // When
            PostException failed = catchThrowableOfType(
                    PostException.class, () -> post(server, 3).send(BODY));

            // Then
            assertThat(failed.retriable()).isTrue();
            assertThat(failed).hasMessage(server.url() + "/hook: status 502: bad gateway, at try 3");
            assertThat(server.arrived()).hasSize(3);
        }
    }

    @Test
    void aServerThatHangsOrStallsIsLeft() throws Exception {
        try (FakeEndpoint server =
                new FakeEndpoint(FakeEndpoint.hangs(), FakeEndpoint.stalls(), FakeEndpoint.says("[]"))) {
            // When
            JsonNode answer = new JsonPost(endpoint(server.url(), 20, Duration.ofSeconds(1))).send(BODY);

            // Then
            assertThat(answer.isArray()).isTrue();
        }
    }

    @Test
    void aResponseWithoutEndIsCutOff() throws Exception {
        try (FakeEndpoint server = new FakeEndpoint(FakeEndpoint.floods())) {
            // When, Then
            assertThatThrownBy(() -> post(server, 1).send(BODY))
                    .hasMessage(server.url() + "/hook: a response of more than 65536 bytes");
        }
    }

    @Test
    void nobodyAtHomeIsRetriable() throws Exception {
        // Given
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        JsonPost post = new JsonPost(endpoint("http://127.0.0.1:" + port, 2, Duration.ofSeconds(5)));

        // When
        PostException failed = catchThrowableOfType(PostException.class, () -> post.send(BODY));

        // Then
        assertThat(failed.retriable()).isTrue();
        assertThat(failed).hasMessageContaining("ConnectException").hasMessageEndingWith("at try 2");
    }

    @Test
    void aWaitThatLeavesNoTimeIsNotBegun() throws Exception {
        try (FakeEndpoint server = new FakeEndpoint(FakeEndpoint.busy("3600"))) {
            // When
            PostException failed = catchThrowableOfType(
                    PostException.class, () -> post(server, 5).send(BODY));

            // Then
            assertThat(failed).hasMessageContaining("status 429: slow down");
            assertThat(failed.retriable()).isTrue();
            assertThat(server.arrived()).hasSize(1);
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        try (FakeEndpoint server = new FakeEndpoint(FakeEndpoint.hangs())) {
            JsonPost post = new JsonPost(endpoint(server.url(), 1, Duration.ofMinutes(5)));

            // When
            Thread.currentThread().interrupt();

            // Then
            assertThatThrownBy(() -> post.send(BODY)).isInstanceOf(InterruptedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/x", "host", "file:///etc/passwd", "http://user:password@host/", "http:///x"})
    void anAddressThatIsNoneIsRefused(String url) {
        // When, Then
        assertThatThrownBy(() -> endpoint(url, 1, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url must ");
    }

    private static JsonPost post(FakeEndpoint server, int attempts) {
        return new JsonPost(endpoint(server.url() + "/hook", attempts, Duration.ofMinutes(1)));
    }

    private static Endpoint endpoint(String url, int attempts, Duration timeout) {
        return new Endpoint(
                URI.create(url),
                Optional.of("secret"),
                attempts,
                Duration.ofMillis(1),
                timeout,
                timeout.multipliedBy(30),
                64 << 10);
    }
}
