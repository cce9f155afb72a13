package dev.caravan.curation.groups;

import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.VerifierSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What becomes of completions that verifiers of whole groups have yet to judge. Pure. */
final class GroupJudging {

    private GroupJudging() {}

    /** Whether any of them awaits a verdict. */
    static boolean isAwaited(List<Scored> scored) {
        return scored.stream().anyMatch(each -> !each.getAwaits().isEmpty());
    }

    /** The completions as the answer has them; those that it lacks have no verdict. */
    static List<Scored> answered(List<Scored> asked, List<Scored> answer) {
        Map<String, Scored> byId = new HashMap<>();
        answer.forEach(each -> byId.put(each.getCompletion().getId(), each));
        return asked.stream()
                .map(each -> byId.getOrDefault(each.getCompletion().getId(), each))
                .map(each -> withoutVerdict(each, "the answer about the group lacks this completion"))
                .toList();
    }

    /** The completions if no answer came. */
    static List<Scored> unanswered(List<Scored> asked) {
        return asked.stream()
                .map(each -> withoutVerdict(each, "no verdict on the group in time"))
                .toList();
    }

    private static Scored withoutVerdict(Scored scored, String reason) {
        if (scored.getAwaits().isEmpty()) {
            return scored;
        }
        List<Verdict> verdicts = new ArrayList<>(scored.getVerdicts());
        for (VerifierSpec awaited : scored.getAwaits()) {
            verdicts.add(Verdict.newBuilder()
                    .setVerifier(awaited.getName())
                    .setVersion("")
                    .setStatus(VerdictStatus.ERROR)
                    .setScore(0)
                    .setReason(reason)
                    .setWeight(awaited.getWeight())
                    .build());
        }
        return Scored.newBuilder(scored)
                .setVerdicts(verdicts)
                .setAwaits(List.of())
                .clearReward()
                .build();
    }
}
