package dev.caravan.verifier.compare;

import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.Judgement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Asks one verifier what another was asked about a completion: with the same ground truth, prompt and text, and the same options but for those
 * that are given. Thread-safe.
 */
public final class SecondOpinion {

    private static final String NEW = "@new";

    private final Judge judge;
    private final String live;
    private final String other;
    private final Map<String, String> options;

    /**
     * @param judge asked; not closed
     * @param live name of the verifiers whose verdicts there are
     * @param other name of the verifier to ask; or name@version, to be sure of its version; or name@new, for the version that the judge
     *     knows, whichever that is
     * @param options that differ from those of the prompt
     * @throws SettingsException if there is no such verifier, or not in that version
     */
    public SecondOpinion(Judge judge, String live, String other, Map<String, String> options) {
        this.judge = judge;
        this.live = live;
        this.other = other.endsWith(NEW) ? nameOf(other) : other;
        this.options = Map.copyOf(options);
        if (judge.registry().find(this.other).isEmpty()) {
            throw new SettingsException(problem());
        }
    }

    /** The name without a version. */
    public static String nameOf(String verifier) {
        int at = verifier.indexOf('@');
        return at < 0 ? verifier : verifier.substring(0, at);
    }

    /** Whether there is anything to ask: an aborted completion was never judged. */
    public boolean concerns(Scored scored) {
        return scored.getCompletion().getFinishReason() != FinishReason.ABORTED
                && !places(scored).isEmpty();
    }

    /** Asks. The future never fails; it completes as {@link Judge#judge} does. */
    public CompletableFuture<Comparison> on(Scored scored) {
        Completion completion = scored.getCompletion();
        List<Integer> places = places(scored);
        List<VerifierSpec> asked = new ArrayList<>();
        for (int place : places) {
            VerifierSpec spec = completion.getVerifiers().get(place);
            Map<String, String> all = new HashMap<>(spec.getOptions());
            all.putAll(options);
            asked.add(
                    VerifierSpec.newBuilder(spec).setName(other).setOptions(all).build());
        }
        return judge.judge(asked, completion).thenApply(judgement -> compare(scored, places, judgement));
    }

    private String problem() {
        String name = nameOf(other);
        return judge.registry()
                .find(name)
                .map(known -> "verifier '" + other + "' is not here: the version of '" + name
                        + "' that is known here is " + known.version() + "; ask for it with " + name + NEW)
                .or(() -> judge.registry()
                        .problem(VerifierSpec.newBuilder().setName(other).build()))
                .orElse("no verifier is called " + other);
    }

    private static Comparison compare(Scored scored, List<Integer> places, Judgement judgement) {
        SortedMap<Integer, Verdict> others = new TreeMap<>();
        for (int i = 0; i < places.size(); i++) {
            others.put(places.get(i), judgement.verdicts().get(i));
        }
        return new Comparison(scored, others);
    }

    /** Where a verdict of the live verifier stands beside the spec that it answers. */
    private List<Integer> places(Scored scored) {
        List<VerifierSpec> specs = scored.getCompletion().getVerifiers();
        List<Integer> places = new ArrayList<>();
        if (specs.size() == scored.getVerdicts().size()) {
            for (int i = 0; i < specs.size(); i++) {
                if (specs.get(i).getName().equals(live)) {
                    places.add(i);
                }
            }
        }
        return places;
    }
}
