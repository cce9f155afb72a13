package dev.caravan.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A broker in a process of its own that takes some records and is then killed, as by {@code kill -9}. */
final class KilledBroker {
    private static final String ACKNOWLEDGED = "all acknowledged";

    private KilledBroker() {}

    static void produceAndDie(Path dir, List<String> values) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledBroker.class.getName(),
                dir.toString()));
        command.addAll(values);
        Process broker = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader output = broker.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.equals(ACKNOWLEDGED)) {
                said.append(line).append('\n');
                line = output.readLine();
            }
            if (line == null) {
                throw new IOException("the broker ended by itself:\n" + said);
            }
        } finally {
            broker.destroyForcibly().waitFor();
        }
    }

    public static void main(String[] args) throws Exception {
        EmbeddedKafka broker = new EmbeddedKafka(Path.of(args[0]), 0).start();
        EmbeddedKafkaTest.createTopic(broker.bootstrap());
        for (String value : List.of(args).subList(1, args.length)) {
            EmbeddedKafkaTest.produce(broker.bootstrap(), value);
        }
        System.out.println(ACKNOWLEDGED);
        if (System.in.read() >= 0) {
            throw new IllegalStateException("nobody writes to this process");
        }
        broker.close();
    }
}
