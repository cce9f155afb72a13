package dev.caravan.verifier;

import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.verifier.math.MathVerifier;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;

/** The service in a process of its own, with a verifier that some completions kill it through. */
final class MortalService {

    /** The verifier's name. */
    static final String DEADLY = "deadly";

    /** A completion with this text ends the process when it is checked. */
    static final String POISON = "poison";

    /** The status that the process then ends with, as one does that is out of memory. */
    static final int STATUS = 3;

    private MortalService() {}

    static Process start(String bootstrap, String settings) throws IOException {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MortalService.class.getName(),
                        bootstrap,
                        settings)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Serves until its standard input ends. */
    public static void main(String[] args) throws IOException {
        VerifierRegistry registry =
                new VerifierRegistry(List.of(new MathVerifier(), new FakeVerifier(DEADLY, MortalService::check)));
        VerifierSettings settings = SettingsBinder.text("test", args[1]).bind(VerifierSettings.class);
        try (Kafka kafka = new Kafka(new KafkaSettings(args[0]))) {
            VerifierService service = new VerifierService(settings, kafka, new SimpleMeterRegistry(), registry);
            service.start();
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
            service.close();
        }
    }

    private static Verdict check(Submission submission) {
        if (submission.completion().equals(POISON)) {
            Runtime.getRuntime().halt(STATUS);
        }
        return Verdict.right("harmless");
    }
}
