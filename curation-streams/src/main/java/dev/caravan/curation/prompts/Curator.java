package dev.caravan.curation.prompts;

import dev.caravan.curation.decontamination.Tokens;
import dev.caravan.curation.prompts.Ruling.Change;
import dev.caravan.curation.prompts.Ruling.Decided;
import dev.caravan.curation.prompts.Ruling.Refused;
import dev.caravan.curation.prompts.state.CurationState;
import dev.caravan.curation.prompts.state.HeapState;
import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Curated;
import dev.caravan.schemas.Decision;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives every prompt a verdict. All rules are measured, also after one has failed, so that a verdict shows everything
 * that is known; only a prompt that is not well-formed is not measured further and takes no part in the judgement of
 * others. The reason of a DROP is the first rule that failed, in the order well-formed, contamination, duplicate,
 * thinning.
 *
 * <p>Benchmark items may come at any time. Whatever the order of items and prompts among each other, the last verdict
 * of every prompt is the same; only the order of the prompts among themselves matters, because of two duplicates the
 * first is kept.
 */
public final class Curator {

    private final CurationState state;
    private final String policyVersion;
    private final Contamination contamination;
    private final Duplicates duplicates = new Duplicates();

    /** A curator that remembers what is in {@code state}. */
    Curator(CurationPolicy policy, CurationState state) {
        this.state = state;
        this.policyVersion = policy.version();
        this.contamination = new Contamination(policy);
        state.forEachItem(contamination::add);
        state.forEachVerdict(this::recall);
    }

    /** A curator for one batch, which keeps what it must remember on the heap. */
    public static Curator inMemory(CurationPolicy policy) {
        return new Curator(policy, new HeapState());
    }

    /**
     * Judges a prompt. The same prompt again gets the verdict that it has.
     *
     * @param input where the prompt was read: topic-partition@offset, or file and row
     */
    public Ruling judge(Prompt prompt, String input) {
        if (prompt.getId().isBlank()) {
            return new Refused("a prompt without an id");
        }
        Curated known = state.verdict(prompt.getId());
        if (known != null && known.getPrompt().equals(prompt)) {
            return new Decided(List.of(new Change(known, known)));
        }
        if (known != null) {
            return new Refused(
                    "prompt id " + prompt.getId() + " is taken by a different prompt, read from " + known.getInput());
        }
        Curated verdict = decide(prompt, measure(prompt), input);
        state.put(verdict);
        return new Decided(List.of(new Change(null, verdict)));
    }

    /** Takes in a benchmark item and revises the verdicts that it touches. The same item again changes nothing. */
    public Ruling add(Benchmark item) {
        if (item.getId().isBlank()) {
            return new Refused("a benchmark item without an id");
        }
        if (Tokens.of(item.getText()).size() == 0) {
            return new Refused("benchmark item " + item.getId() + " has no text");
        }
        Benchmark known = state.item(item.getId());
        if (known != null && !known.equals(item)) {
            return new Refused(
                    "benchmark item id " + item.getId() + " is taken by a different item of " + known.getBenchmark());
        }
        if (known != null) {
            return new Decided(List.of());
        }
        state.put(item);
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<String, Signal> touched : contamination.add(item).entrySet()) {
            changes.add(revise(touched.getKey(), touched.getValue()));
        }
        return new Decided(List.copyOf(changes));
    }

    private List<Signal> measure(Prompt prompt) {
        ReadPrompt read = ReadPrompt.of(prompt);
        Signal wellFormed = WellFormed.measure(read);
        return wellFormed.getFailed()
                ? List.of(wellFormed)
                : List.of(wellFormed, contamination.add(read), duplicates.add(read), Thinning.measure(prompt));
    }

    private Change revise(String promptId, Signal replacement) {
        Curated before = state.verdict(promptId);
        if (before == null) {
            throw new IllegalStateException("The index knows prompt " + promptId + ", the verdicts do not");
        }
        List<Signal> signals = before.getSignals().stream()
                .map(signal -> signal.getRule().equals(replacement.getRule()) ? replacement : signal)
                .toList();
        Curated after = decide(before.getPrompt(), signals, before.getInput());
        state.put(after);
        return new Change(before, after);
    }

    private Curated decide(Prompt prompt, List<Signal> signals, String input) {
        Optional<Signal> failed = signals.stream().filter(Signal::getFailed).findFirst();
        return new Curated(
                prompt,
                failed.isPresent() ? Decision.DROP : Decision.KEEP,
                failed.map(Signal::getRule).orElse(""),
                signals,
                policyVersion,
                input);
    }

    private void recall(Curated verdict) {
        if (verdict.getReason().equals(WellFormed.NAME)) {
            return;
        }
        ReadPrompt read = ReadPrompt.of(verdict.getPrompt());
        contamination.add(read);
        boolean canonical = verdict.getSignals().stream()
                .noneMatch(signal -> signal.getRule().equals(Duplicates.NAME) && signal.getFailed());
        if (canonical) {
            duplicates.add(read);
        }
    }
}
