package dev.caravan.runtime.kafka;

import dev.caravan.broker.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A broker of its own for one test class, with the topics made and its data removed afterwards. */
public final class TestBroker implements AutoCloseable {
    private final Path dir;
    private final EmbeddedKafka broker;
    private final Kafka kafka;

    public TestBroker() {
        try {
            dir = Files.createTempDirectory("caravan-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        broker = new EmbeddedKafka(dir, 0).start();
        kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
        kafka.createTopics();
    }

    public Kafka kafka() {
        return kafka;
    }

    public String bootstrap() {
        return broker.bootstrap();
    }

    @Override
    public void close() throws IOException {
        kafka.close();
        broker.close();
        Files.walkFileTree(dir, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException error) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
