package dev.caravan.curation.groups;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Preference;
import dev.caravan.schemas.Response;
import dev.caravan.schemas.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Preference pairs from completions of one prompt by the policy itself, right against wrong. Chosen are completions of
 * the highest reward that ended by themselves; rejected are those whose reward is lower by at least the margin. Among
 * equals a hash of the completion id chooses, so the same group always gives the same pairs. No text is used twice.
 */
final class PairMiner {

    private static final Hasher64 HASHER = Hashing.komihash5_0(0x7061697273L);

    private final PairSettings settings;

    PairMiner(PairSettings settings) {
        this.settings = settings;
    }

    /** @param reason why there is no pair; empty if there is one */
    record Mined(List<Preference> pairs, String reason) {}

    /** @param scored completions of one prompt; those without a reward are left out */
    Mined mine(List<Scored> scored) {
        List<Scored> shuffled = scored.stream()
                .filter(each -> each.getReward() != null)
                .sorted(Comparator.comparingLong((Scored each) ->
                                HASHER.hashCharsToLong(each.getCompletion().getId()))
                        .thenComparing(each -> each.getCompletion().getIndex()))
                .toList();
        double highest = shuffled.stream()
                .filter(PairMiner::stopped)
                .mapToDouble(Scored::getReward)
                .max()
                .orElse(Double.NaN);
        if (Double.isNaN(highest)) {
            return new Mined(List.of(), "no pair: no completion with a reward ended by itself");
        }
        List<Scored> right = differentTexts(shuffled.stream()
                .filter(each -> stopped(each) && each.getReward() == highest)
                .toList());
        List<Scored> wrong = differentTexts(shuffled.stream()
                .filter(each -> highest - each.getReward() >= settings.minMargin())
                .toList());
        wrong.removeIf(each -> right.stream().anyMatch(other -> text(other).equals(text(each))));
        if (wrong.isEmpty()) {
            return new Mined(
                    List.of(),
                    "no pair: no reward is lower than " + Release.show(highest) + " by " + settings.minMargin()
                            + " or more");
        }
        List<Preference> pairs = new ArrayList<>();
        int count = Math.min(settings.perPrompt(), Math.min(right.size(), wrong.size()));
        for (int i = 0; i < count; i++) {
            pairs.add(pair(i, right.get(i), wrong.get(i)));
        }
        return new Mined(List.copyOf(pairs), "");
    }

    private static Preference pair(int i, Scored chosen, Scored rejected) {
        Completion completion = chosen.getCompletion();
        return Preference.newBuilder()
                .setId(i == 0 ? completion.getGroupId() : completion.getGroupId() + "/pair" + i)
                .setRun(completion.getRun())
                .setStage(completion.getStage())
                .setPromptId(completion.getPromptId())
                .setSkill(completion.getSkill())
                .setPromptTokens(completion.getPromptTokens())
                .setChosen(response(chosen))
                .setRejected(response(rejected))
                .build();
    }

    private static Response response(Scored scored) {
        Completion completion = scored.getCompletion();
        return new Response(completion.getTokens(), completion.getText(), scored.getReward(), completion.getId());
    }

    private static List<Scored> differentTexts(List<Scored> scored) {
        Map<String, Scored> byText = new LinkedHashMap<>();
        scored.forEach(each -> byText.putIfAbsent(text(each), each));
        return new ArrayList<>(byText.values());
    }

    private static boolean stopped(Scored scored) {
        return scored.getCompletion().getFinishReason() == FinishReason.STOP;
    }

    private static String text(Scored scored) {
        return scored.getCompletion().getText();
    }
}
