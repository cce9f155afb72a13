package dev.caravan.cli.model;

import dev.caravan.cli.recipe.EvaluationSettings;
import dev.caravan.cli.recipe.Recipe;
import dev.caravan.cli.report.StageResult;
import dev.caravan.cli.source.Example;
import dev.caravan.policy.FinishReason;
import dev.caravan.policy.Generated;
import dev.caravan.policy.Generator;
import dev.caravan.policy.Sequence;
import dev.caravan.policy.text.ChatMessage;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.Judgement;
import dev.caravan.verifier.spi.Finish;
import java.util.ArrayList;
import java.util.List;

/** A recipe's evaluation of a model in this process: the same questions, greedy, judged alike. */
public final class EvalBatch {

    private final OpenModel model;
    private final Judge judge;
    private final int slots;

    public EvalBatch(OpenModel model, Judge judge, int slots) {
        this.model = model;
        this.judge = judge;
        this.slots = slots;
    }

    /**
     * Measures.
     *
     * @param items the recipe's questions
     * @param text whether to ask in the text format
     */
    public StageResult run(Recipe recipe, List<Example> items, boolean text) {
        long begun = System.nanoTime();
        EvaluationSettings settings = recipe.evaluation();
        boolean[] right = new boolean[items.size()];
        try (Generator generator = model.generator(slots)) {
            int next = 0;
            int open = 0;
            while (next < items.size() || open > 0) {
                List<Sequence> admitted = new ArrayList<>();
                for (; next < items.size() && admitted.size() < generator.freeSlots(); next++) {
                    admitted.add(sequence(next, items.get(next), settings, text));
                }
                generator.admit(admitted);
                open += admitted.size();
                for (Generated generated : generator.step()) {
                    open--;
                    int item = Integer.parseInt(generated.id());
                    List<VerifierSpec> verifiers = recipe.judging().verifiers(items.get(item), text);
                    right[item] = isRight(items.get(item), generated, verifiers);
                }
            }
        }
        List<String> skills = items.stream().map(Example::skill).toList();
        return StageResult.of("eval", skills, right, (System.nanoTime() - begun) / 1e9);
    }

    private Sequence sequence(int index, Example item, EvaluationSettings settings, boolean text) {
        int[] prompt = text
                ? model.tokenizer()
                        .encodeText(settings.textFormat().replace(EvaluationSettings.PLACEHOLDER, item.prompt()))
                : model.template().prompt(List.of(ChatMessage.of("user", item.prompt())));
        return new Sequence(Integer.toString(index), prompt, settings.maxTokens(), 0, 1, index, model.stopIds());
    }

    private boolean isRight(Example item, Generated generated, List<VerifierSpec> verifiers) {
        Finish finish = generated.finishReason() == FinishReason.STOP ? Finish.STOP : Finish.LENGTH;
        String completion = model.tokenizer().decode(generated.tokens());
        Judgement judgement =
                judge.judge(verifiers, completion, item.prompt(), finish).join();
        Double reward = judgement.reward();
        return reward != null && reward >= 1;
    }
}
