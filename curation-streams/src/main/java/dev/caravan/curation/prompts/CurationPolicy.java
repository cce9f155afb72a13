package dev.caravan.curation.prompts;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;

/**
 * What the rules compare with. Defaults: Tülu 3 (arXiv:2411.15124, section 3.2), 8-grams and more than half of an item.
 */
public record CurationPolicy(
        @Default("8") @Doc("tokens in an n-gram of the decontamination rule, 1 to 64") int ngram,
        @Default("0.5") @Doc("share of an item's tokens that one prompt may cover, 0 to 1") double maxCoverage) {

    public CurationPolicy {
        if (ngram < 1 || ngram > 64) {
            throw new IllegalArgumentException("ngram must lie in 1 to 64: " + ngram);
        }
        if (!(maxCoverage >= 0 && maxCoverage <= 1)) {
            throw new IllegalArgumentException("max_coverage must lie in 0 to 1: " + maxCoverage);
        }
    }

    /**
     * Names the rules and their thresholds; two policies of one version decide alike. The number changes with the
     * rules' code.
     */
    public String version() {
        return "1/ngram=" + ngram + "/max_coverage=" + maxCoverage;
    }
}
