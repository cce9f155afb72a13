package dev.caravan.verifier;

import dev.caravan.runtime.kafka.WorkSettings;
import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.verifier.compare.ShadowSettings;
import dev.caravan.verifier.plugin.kafka.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the verifier service works. */
public record VerifierSettings(
        @Default("{}") @Doc("how checks are run") JudgeSettings judge,
        @Default("3") @Doc("times that a completion with an ERROR verdict is tried in all, 1 to 6") int attempts,
        @Default("8")
                @Doc(
                        "batches of completions leased at a time, 1 to 64; a slow check holds up one, so two or more a partition")
                int lanes,
        @Default("128") @Doc("completions in a batch, 1 to 1000") int batch,
        @Default("30s") @Doc("time after which a dead worker's completions come back; brokers allow 15s to 60s")
                Duration lock,
        @Default("2s") @Doc("time between two measurements on the metrics topic, 100ms or more") Duration report,
        @Default("8MiB") @Doc("largest body of POST /v1/verify") Size maxBody,
        @Default("1000") @Doc("most submissions in one POST /v1/verify, 1 or more") int maxItems,
        @Default("{}") @Doc("settings of single verifiers, by their names; what they are, each verifier says")
                Map<String, Map<String, String>> verifiers,
        @Doc("folder of plug-ins: each jar and each folder in it brings verifiers") Optional<Path> plugins,
        @Default("2s") @Doc("time between two looks for plug-ins that have changed, 100ms or more") Duration reload,
        @Default("{}") @Doc("verifiers in other processes, which take their work from a topic, by their names")
                Map<String, WorkerSettings> workers,
        @Default("[]") @Doc("verifiers that are asked beside the live ones and train nothing")
                List<ShadowSettings> shadow) {

    /** Deliveries of a completion whose worker dies before it can make it a suspect: the most there can be. */
    private static final int DELIVERIES = 8;

    public VerifierSettings {
        if (attempts < 1 || attempts > 6) {
            throw new IllegalArgumentException("attempts must be 1 to 6: " + attempts);
        }
        if (report.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("report must be at least 100ms: " + report);
        }
        if (maxBody.bytes() < 1024 || maxBody.bytes() > 1 << 30) {
            throw new IllegalArgumentException("maxBody must be 1KiB to 1GiB: " + maxBody);
        }
        if (reload.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("reload must be at least 100ms: " + reload);
        }
        if (maxItems < 1) {
            throw new IllegalArgumentException("maxItems must be at least 1: " + maxItems);
        }
        List<String> names = shadow.stream().map(ShadowSettings::name).toList();
        if (Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("shadow must not name a verifier twice: " + names);
        }
        work(lanes, batch, lock);
        verifiers = Map.copyOf(verifiers);
        workers = Map.copyOf(workers);
        shadow = List.copyOf(shadow);
    }

    WorkSettings work() {
        return work(lanes, batch, lock);
    }

    private static WorkSettings work(int lanes, int batch, Duration lock) {
        return new WorkSettings(lanes, batch, lock, WorkSettings.DEFAULT.hold(), DELIVERIES);
    }
}
