package dev.caravan.cli.stack;

import dev.caravan.curation.CurationSettings;
import dev.caravan.learner.LearnerSettings;
import dev.caravan.rollout.RolloutSettings;
import dev.caravan.runtime.service.HttpSettings;
import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.verifier.VerifierSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the services of a process are told. */
public record StackSettings(
        @Default("{}") @Doc("where the process answers health, metrics and the live page") HttpSettings http,
        @Default("{}") @Doc("curation and grouping") CurationSettings curation,
        @Default("{}") @Doc("the rollout worker") RolloutSettings rollout,
        @Default("{}") @Doc("the verifiers") VerifierSettings verifier,
        @Default("{}") @Doc("the learner") LearnerSettings learner) {

    /**
     * Defaults with everything on disk under a home; then what a file says; then the overrides.
     *
     * @throws dev.caravan.runtime.settings.SettingsException if any of it cannot be
     */
    public static StackSettings of(Path home, Optional<Path> file, List<String> overrides) {
        List<String> all = new ArrayList<>();
        SettingsBinder binder = file.map(SettingsBinder::file).orElseGet(() -> SettingsBinder.text("settings", "{}"));
        if (binder.tree().at("/curation/state_dir").isMissingNode()) {
            all.add("curation.state_dir=" + home.resolve("streams"));
        }
        if (binder.tree().at("/learner/data_dir").isMissingNode()) {
            all.add("learner.data_dir=" + home);
        }
        all.addAll(overrides);
        return binder.with(all).bind(StackSettings.class);
    }
}
