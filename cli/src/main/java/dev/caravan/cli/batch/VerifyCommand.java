package dev.caravan.cli.batch;

import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.JudgeSettings;
import dev.caravan.verifier.VerifierRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code caravan verify}: judges completions. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Judges completions, from and to JSON lines.",
            "In: id, completion and ground_truth. Out: id, status (SCORED, UNDECIDED, ERROR), score and reason."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  echo '{\"id\":1,\"completion\":\"6*7=42\\n#### 42\",\"ground_truth\":\"42\"}' | caravan verify --verifier math",
            "  caravan verify --verifier math --option strict=true < completions.jsonl"
        })
public final class VerifyCommand implements Callable<Integer> {

    @Option(
            names = "--verifier",
            required = true,
            paramLabel = "NAME",
            description = "math, format, exact or one on the class path.")
    private String verifier = "";

    @Option(names = "--option", paramLabel = "KEY=VALUE", description = "An option of the verifier; may be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Override
    public Integer call() {
        JudgeSettings settings = SettingsBinder.defaults(JudgeSettings.class);
        try (Judge judge = new Judge(VerifierRegistry.discover(), settings, new SimpleMeterRegistry())) {
            VerifyBatch batch = new VerifyBatch(judge, verifier, options);
            BatchStreams.run(batch::run);
        }
        return 0;
    }
}
