package dev.caravan.verifier.group;

import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.Judgement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What verifiers of whole groups say about the completions of one prompt.
 *
 * @param scored the completions with all verdicts and rewards
 * @param judgements the verdicts of those verifiers alone
 */
record GroupJudgement(List<Scored> scored, List<Judgement> judgements) {

    /** Asks every verifier that some completion awaits about all completions that await it. */
    static CompletableFuture<GroupJudgement> of(Judge judge, List<Scored> group) {
        List<VerifierSpec> specs = group.stream()
                .flatMap(scored -> scored.getAwaits().stream())
                .distinct()
                .toList();
        Map<VerifierSpec, CompletableFuture<Map<String, Judgement>>> asked = new HashMap<>();
        specs.forEach(spec -> asked.put(spec, ask(judge, spec, group)));
        return CompletableFuture.allOf(asked.values().toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> {
                    Map<VerifierSpec, Map<String, Judgement>> said = new HashMap<>();
                    asked.forEach((spec, judgements) -> said.put(spec, judgements.join()));
                    return combine(group, said);
                });
    }

    /** ERROR on every completion that was to be judged; trying again does not help. */
    static GroupJudgement failure(List<Scored> group, String reason) {
        Map<VerifierSpec, Map<String, Judgement>> said = new HashMap<>();
        for (Scored scored : group) {
            for (VerifierSpec spec : isAborted(scored) ? List.<VerifierSpec>of() : scored.getAwaits()) {
                said.computeIfAbsent(spec, asked -> new HashMap<>())
                        .put(scored.getCompletion().getId(), Judgement.failure(List.of(spec), reason));
            }
        }
        return combine(group, said);
    }

    /** Whether a verdict is ERROR on a completion that was to be judged. */
    boolean failed() {
        return judgements.stream().anyMatch(Judgement::failed);
    }

    /** Whether every ERROR may go away by itself. */
    boolean retryHelps() {
        return judgements.stream().filter(Judgement::failed).allMatch(Judgement::retryHelps);
    }

    /** The reason of the first ERROR. */
    String reason() {
        return judgements.stream()
                .filter(Judgement::failed)
                .findFirst()
                .map(Judgement::reason)
                .orElse("");
    }

    /** By completion id. Aborted completions take no part: nobody finished them, and that says nothing about the policy. */
    private static CompletableFuture<Map<String, Judgement>> ask(Judge judge, VerifierSpec spec, List<Scored> group) {
        List<Scored> part = group.stream()
                .filter(scored -> scored.getAwaits().contains(spec) && !isAborted(scored))
                .toList();
        return judge.judgeGroup(spec, part).thenApply(judgements -> {
            Map<String, Judgement> byId = new HashMap<>();
            for (int i = 0; i < part.size(); i++) {
                byId.put(part.get(i).getCompletion().getId(), judgements.get(i));
            }
            return byId;
        });
    }

    private static GroupJudgement combine(List<Scored> group, Map<VerifierSpec, Map<String, Judgement>> said) {
        List<Scored> complete = new ArrayList<>();
        List<Judgement> all = new ArrayList<>();
        for (Scored scored : group) {
            List<Verdict> verdicts = new ArrayList<>(scored.getVerdicts());
            for (VerifierSpec spec : scored.getAwaits()) {
                Judgement judgement = said.getOrDefault(spec, Map.of())
                        .get(scored.getCompletion().getId());
                if (judgement == null) {
                    verdicts.add(Judgement.error(spec, "the completion was aborted; it is not judged"));
                } else {
                    all.add(judgement);
                    verdicts.addAll(judgement.verdicts());
                }
            }
            Scored.Builder whole = Scored.newBuilder(scored)
                    .setVerdicts(verdicts)
                    .clearReward()
                    .setAwaits(List.of())
                    .setScoredAt(Instant.now());
            Double reward =
                    new Judgement(verdicts, false, scored.getCompletion().getAggregation()).reward();
            if (reward != null) {
                whole.setReward(reward);
            }
            complete.add(whole.build());
        }
        return new GroupJudgement(List.copyOf(complete), List.copyOf(all));
    }

    private static boolean isAborted(Scored scored) {
        Completion completion = scored.getCompletion();
        return completion.getFinishReason() == FinishReason.ABORTED;
    }
}
