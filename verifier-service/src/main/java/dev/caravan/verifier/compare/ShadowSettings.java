package dev.caravan.verifier.compare;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.util.Map;
import java.util.Optional;

/** A verifier that is asked about live completions beside a live one, and whose verdicts train nothing. */
public record ShadowSettings(
        @Doc("the verifier to ask, or name@version") String name,
        @Doc("the live verifier whose place it would take; by default the one of that name") Optional<String> live,
        @Default("{}") @Doc("options that differ from the prompt's") Map<String, String> options,
        @Default("1")
                @Doc(
                        "share of the completions to ask about, above 0 to 1; by their ids, so that it is always the same ones")
                double sample) {

    public ShadowSettings {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        if (!(sample > 0 && sample <= 1)) {
            throw new IllegalArgumentException("sample must be above 0 and at most 1: " + sample);
        }
        options = Map.copyOf(options);
    }

    /** The live verifier's name. */
    public String shadows() {
        return live.orElseGet(() -> SecondOpinion.nameOf(name));
    }
}
