package dev.caravan.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceHostTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final FakeService first = new FakeService("first", log);
    private final FakeService second = new FakeService("second", log);
    private ServiceHost host = host(List.of());

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void servicesStartInOrderAndStopInReverse() {
        // Given
        host.start();
        host.stop();

        // When
        int status = host.awaitStop();

        // Then
        assertThat(status).isZero();
        assertThat(log).containsExactly("start first", "start second", "close second", "close first");
    }

    @Test
    void readyIsWhenAllAreUp() throws Exception {
        // Given
        second.onStart(() -> second.become(Health.starting("loading weights")));
        host.start();

        // When
        HttpResponse<String> before = get("/health/ready");
        HttpResponse<String> alive = get("/health/live");
        second.become(Health.up("version 3"));
        HttpResponse<String> after = get("/health/ready");

        // Then
        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).contains("loading weights", "STARTING");
        assertThat(alive.statusCode()).isEqualTo(200);
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).contains("\"name\":\"second\"", "version 3");
    }

    @Test
    void aServiceThatIsDownStopsTheProcessWithANonZeroStatus() {
        // Given
        host.start();

        // When
        second.become(Health.down("topic-0@7: disk full"));
        int status = host.awaitStop();

        // Then
        assertThat(status).isEqualTo(1);
        assertThat(host.failure()).contains("second is down: topic-0@7: disk full");
        assertThat(log).endsWith("close second", "close first");
    }

    @Test
    void aServiceThatCannotStartStopsThoseThatHave() {
        // Given
        second.onStart(() -> {
            throw new IllegalStateException("no model folder at /m");
        });

        // When, Then
        assertThatThrownBy(host::start).hasMessage("second cannot start: no model folder at /m");
        assertThat(log).containsExactly("start first", "start second", "close second", "close first");
    }

    @Test
    void aServiceThatDoesNotCloseIsLeftBehind() {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        second.onClose(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        host = new ServiceHost(
                HttpSettings.loopback(0), meters, List.of(first, second), List.of(), Duration.ofMillis(100));
        host.start();

        // When
        host.close();

        // Then
        assertThat(log).endsWith("close second", "close first");
        never.countDown();
    }

    @Test
    void metricsOfServicesAndOfTheJvmAreServed() throws Exception {
        // Given
        meters.counter("caravan.groups", "outcome", "complete").increment(3);
        host.start();

        // When
        String text = get("/metrics").body();

        // Then
        assertThat(text).contains("caravan_groups_total{outcome=\"complete\"} 3.0", "jvm_memory_used_bytes");
    }

    @Test
    void otherRoutesAreMountedOnTheSamePort() throws Exception {
        // Given
        host = host(List.of((vertx, router) -> router.get("/hello").handler(c -> c.end("hello"))));
        host.start();

        // When
        HttpResponse<String> answer = get("/hello");

        // Then
        assertThat(answer.body()).isEqualTo("hello");
    }

    @Test
    void aTakenPortIsNamed() {
        // Given
        host.start();
        int port = host.address().getPort();
        ServiceHost other = new ServiceHost(
                HttpSettings.loopback(port),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                List.of(),
                List.of());

        // When, Then
        assertThatThrownBy(other::start).hasMessageContaining("127.0.0.1:" + port);
    }

    private ServiceHost host(List<Routes> routes) {
        return new ServiceHost(HttpSettings.loopback(0), meters, List.of(first, second), routes);
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = host.address().resolve(path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
