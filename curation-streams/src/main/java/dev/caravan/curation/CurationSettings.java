package dev.caravan.curation;

import dev.caravan.curation.groups.GroupingSettings;
import dev.caravan.curation.prompts.CurationPolicy;
import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.nio.file.Path;
import java.time.Duration;

/** What {@link CurationService} is told. */
public record CurationSettings(
        @Default(".caravan/streams") @Doc("folder of the state stores; losing it costs a restore from the log, no data")
                Path stateDir,
        @Default("50ms") @Doc("time between two transactions, 10ms to 10s; a result is visible after the next one")
                Duration commitInterval,
        @Default("{}") @Doc("what the rules for prompts compare with") CurationPolicy policy,
        @Default("{}") @Doc("when groups are released") GroupingSettings grouping) {

    public CurationSettings {
        if (commitInterval.compareTo(Duration.ofMillis(10)) < 0
                || commitInterval.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("commit_interval must lie in 10ms to 10s: " + commitInterval);
        }
    }
}
