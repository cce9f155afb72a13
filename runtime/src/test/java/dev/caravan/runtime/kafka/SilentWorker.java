package dev.caravan.runtime.kafka;

import dev.caravan.schemas.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A worker in a process of its own that leases what it can get, says so, and is killed. */
final class SilentWorker {
    /** End of the keys whose values no worker can decode. */
    static final String GARBAGE = "-garbage";

    private static final String TAKEN = "taken ";
    private static final String THAT_IS_ALL = "that is all";

    private SilentWorker() {}

    /** Runs the worker, kills it when it holds leases, and returns their keys. */
    static Set<String> leaseAndBeKilled(String bootstrap, String group) throws IOException, InterruptedException {
        Process worker = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SilentWorker.class.getName(),
                        bootstrap,
                        group)
                .redirectErrorStream(true)
                .start();
        Set<String> keys = new HashSet<>();
        try (BufferedReader output = worker.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.equals(THAT_IS_ALL)) {
                if (line.startsWith(TAKEN) && !line.endsWith(GARBAGE)) {
                    keys.add(line.substring(TAKEN.length()));
                }
                line = output.readLine();
            }
        } finally {
            worker.destroyForcibly().waitFor();
        }
        return keys;
    }

    public static void main(String[] args) {
        try (KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(
                new ClientConfig(new KafkaSettings(args[0])).share("silent", args[1], 100),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.REQUESTS.name()));
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
            while (records.isEmpty()) {
                records = consumer.poll(Duration.ofSeconds(1));
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                System.out.println(TAKEN + new String(record.key(), StandardCharsets.UTF_8));
            }
            System.out.println(THAT_IS_ALL);
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            System.out.println(e);
        }
    }
}
