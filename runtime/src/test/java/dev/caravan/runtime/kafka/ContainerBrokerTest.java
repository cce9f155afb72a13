package dev.caravan.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * Our clients against our broker in a container of the image that compose/ builds. Skipped where no engine answers or the image is
 * not there; {@code CARAVAN_TEST_IMAGE} names another one.
 */
class ContainerBrokerTest {
    private static final String IMAGE = System.getenv().getOrDefault("CARAVAN_TEST_IMAGE", "caravan:latest");

    @Test
    void whatIsWrittenIsReadAndLeasedAcrossTheContainersEdge() throws IOException {
        // Given
        assumeThat(DockerClientFactory.instance().isDockerAvailable())
                .as("no container engine answers: the containerised broker is not tested")
                .isTrue();
        assumeThat(hasImage())
                .as("no image " + IMAGE + "; build it with docker compose -f compose/docker-compose.yml build broker")
                .isTrue();
        int port = freePort();
        try (GenericContainer<?> container = broker(port)) {
            container.start();
            try (Kafka kafka = new Kafka(new KafkaSettings("127.0.0.1:" + port))) {
                kafka.createTopics();

                // When
                try (EventWriter writer = kafka.writer("test")) {
                    IntStream.range(0, 20)
                            .forEach(i -> writer.send(
                                    Topics.BENCHMARKS, "item" + i, new Benchmark("item" + i, "test", "text " + i, "")));
                    writer.flush();
                }

                // Then
                assertThat(read(kafka))
                        .hasSize(20)
                        .first()
                        .extracting(Benchmark::getText)
                        .isEqualTo("text 0");
                assertThat(lease(kafka)).hasSize(20);
            }
        }
    }

    private static List<Benchmark> read(Kafka kafka) {
        List<Benchmark> items = new ArrayList<>();
        try (LogReader<Benchmark> reader = kafka.reader(Topics.BENCHMARKS, From.BEGINNING)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                reader.poll(Duration.ofMillis(100)).forEach(record -> items.add(record.value()));
                return items.size() >= 20;
            });
        }
        return items;
    }

    private static List<String> lease(Kafka kafka) {
        List<String> leased = new ArrayList<>();
        try (WorkQueue<Benchmark> queue = kafka.queue(Topics.BENCHMARKS, "container-test", WorkSettings.DEFAULT)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                queue.poll(Duration.ofMillis(100)).forEach(lease -> {
                    leased.add(lease.record().key());
                    lease.done();
                });
                return leased.size() >= 20;
            });
        }
        return leased;
    }

    /** The same port on both sides, because the broker too comes back under the address that it tells its clients. */
    private static GenericContainer<?> broker(int port) {
        GenericContainer<?> container = new GenericContainer<>(IMAGE)
                .withImagePullPolicy(image -> false)
                .withCommand(
                        "broker", "--home", "/data", "--listen", "0.0.0.0:" + port, "--advertise", "127.0.0.1:" + port)
                .waitingFor(Wait.forLogMessage(".*service started.*", 1).withStartupTimeout(Duration.ofSeconds(90)));
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + port));
        return container;
    }

    private static boolean hasImage() {
        try {
            DockerClientFactory.lazyClient().inspectImageCmd(IMAGE).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
