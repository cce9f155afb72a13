package dev.caravan.curation.prompts;

import dev.caravan.curation.decontamination.DecontaminationIndex;
import dev.caravan.curation.decontamination.Match;
import dev.caravan.curation.decontamination.Tokens;
import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Signal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rule {@code contamination}: how much of a benchmark item does the prompt give away? The value is the largest coverage
 * of any item; the evidence names the item and the longest text that both share.
 */
final class Contamination {

    static final String NAME = "contamination";

    private final double maxCoverage;
    private final DecontaminationIndex index;

    Contamination(CurationPolicy policy) {
        this.maxCoverage = policy.maxCoverage();
        this.index = new DecontaminationIndex(policy.ngram());
    }

    Signal add(ReadPrompt read) {
        return signal(index.addPrompt(read.prompt().getId(), read.question()));
    }

    /** New signals of those earlier prompts, by id, that the item matches better than any before it. */
    Map<String, Signal> add(Benchmark item) {
        String name = item.getBenchmark() + " item " + item.getId();
        Map<String, Signal> changed = new LinkedHashMap<>();
        index.addItem(name, Tokens.of(item.getText())).forEach((id, match) -> changed.put(id, signal(match)));
        return changed;
    }

    private Signal signal(Match match) {
        String evidence = match.coverage() == 0 ? "" : match.item() + ": \"" + match.span() + "\"";
        return new Signal(NAME, match.coverage(), maxCoverage, match.coverage() > maxCoverage, evidence);
    }
}
