package dev.caravan.cli.batch;

import dev.caravan.cli.Logging;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.JudgeSettings;
import dev.caravan.verifier.VerifierRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code caravan verify}: judges completions. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Judges completions, from and to JSON lines.",
            "In: id, completion and ground_truth. Out: id, status (SCORED, UNDECIDED, ERROR), score and reason.",
            "With --try, rows of a file for a person to read: exit status 1 if a check fails or 'expected' is not met."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  echo '{\"id\":1,\"completion\":\"6*7=42\\n#### 42\",\"ground_truth\":\"42\"}' | caravan verify --verifier math",
            "  caravan verify --verifier math --option strict=true < completions.jsonl",
            "  echo '{\"id\":1,\"completion\":\"(B)\",\"ground_truth\":[\"B\",\"2\"],\"dataset\":[\"choice\",\"max_length\"],\"tokens\":2}'"
                    + " | caravan verify",
            "  caravan verify --plugin target/acme-dates-1.0.0.jar --try row.jsonl"
        })
public final class VerifyCommand implements Callable<Integer> {

    @Option(
            names = "--verifier",
            paramLabel = "NAME",
            description =
                    "math, format, exact, ... or one of a plug-in (default: the plug-in's, if it has one only; else"
                            + " each row names its own in dataset).")
    private String verifier = "";

    @Option(names = "--option", paramLabel = "KEY=VALUE", description = "An option of the verifier; may be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--plugin",
            paramLabel = "PATH",
            description = "A plug-in: a jar, or a folder of jars or classes; may be repeated.")
    private List<Path> plugins = new ArrayList<>();

    @Option(names = "--try", paramLabel = "FILE", description = "JSON lines to judge, verdicts for a person to read.")
    private @Nullable Path rows;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        JudgeSettings settings = SettingsBinder.defaults(JudgeSettings.class);
        try (Judge judge = new Judge(VerifierRegistry.discover(), settings, new SimpleMeterRegistry())) {
            TreeSet<String> loaded = new TreeSet<>();
            plugins.forEach(plugin -> loaded.addAll(judge.registry().load(plugin)));
            String asked = verifier.isEmpty() && loaded.size() == 1 ? loaded.first() : verifier;
            if (rows != null) {
                return tryRows(new TryBatch(judge, asked, options), rows);
            }
            if (asked.isEmpty() && !loaded.isEmpty()) {
                throw new SettingsException("say which verifier: --verifier, one of " + String.join(", ", loaded));
            }
            VerifyBatch batch = new VerifyBatch(judge, asked, options);
            BatchStreams.run(batch::run);
        }
        return 0;
    }

    private int tryRows(TryBatch batch, Path file) {
        Logging.quiet();
        try (InputStream in = Files.newInputStream(file)) {
            return batch.run(in, spec.commandLine().getOut()) ? 0 : 1;
        } catch (IOException e) {
            throw new CaravanException(file + " cannot be read: " + e, e);
        }
    }
}
