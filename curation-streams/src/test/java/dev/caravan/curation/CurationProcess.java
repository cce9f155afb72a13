package dev.caravan.curation;

import dev.caravan.curation.groups.GroupingSettings;
import dev.caravan.curation.groups.PairSettings;
import dev.caravan.curation.prompts.CurationPolicy;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.service.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The service in a process of its own, so that a test can kill it. Arguments: bootstrap and state folder. */
final class CurationProcess {

    private CurationProcess() {}

    public static void main(String[] args) throws InterruptedException {
        try (Kafka kafka = new Kafka(new KafkaSettings(args[0]));
                CurationService service =
                        new CurationService(settings(Path.of(args[1])), kafka, new SimpleMeterRegistry())) {
            service.start();
            while (service.health().state() != Health.State.DOWN) {
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    static CurationSettings settings(Path stateDir) {
        return new CurationSettings(
                stateDir,
                Duration.ofMillis(50),
                new CurationPolicy(8, 0.5),
                new GroupingSettings(
                        Duration.ofMillis(50),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1),
                        Duration.ofSeconds(5),
                        new PairSettings(1, 0.5)));
    }

    static Process launch(String bootstrap, Path stateDir) throws java.io.IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CurationProcess.class.getName(),
                        bootstrap,
                        stateDir.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
