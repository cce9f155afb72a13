package dev.caravan.cli.run.ask;

import dev.caravan.cli.recipe.PairSampling;
import dev.caravan.cli.recipe.Stage;
import dev.caravan.cli.run.log.Ids;
import dev.caravan.cli.run.log.RunContext;
import dev.caravan.policy.Seeds;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Sampling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Has the current model answer each prompt several times; grouping makes preference pairs of the right and the wrong answers. */
public final class PairSampler {

    private final RunContext context;
    private final Questions questions;
    private final Answers answers;

    public PairSampler(RunContext context, Questions questions, Answers answers) {
        this.context = context;
        this.questions = questions;
        this.answers = answers;
    }

    /**
     * What came of the sampling.
     *
     * @param right share of right answers
     * @param pairs prompts with both a better and a worse answer, each a pair on {@code preferences}
     */
    public record Sampled(double right, int pairs) {}

    /** Returns when the pairs of all prompts are on {@code preferences}. */
    public Sampled sample(Stage.Dpo stage, List<Prompt> prompts, long version) {
        PairSampling sampling = stage.pairs();
        List<RolloutRequest> requests = new ArrayList<>();
        for (Prompt prompt : prompts) {
            requests.add(request(stage, prompt, version));
        }
        Collection<List<Double>> rewards =
                answers.to(requests, sampling.deadline()).values();
        double right = rewards.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        int pairs = (int) rewards.stream()
                .filter(group -> group.stream().distinct().count() > 1)
                .count();
        return new Sampled(right, pairs);
    }

    private RolloutRequest request(Stage.Dpo stage, Prompt prompt, long version) {
        PairSampling sampling = stage.pairs();
        Questions.Asked asked = questions.chat(prompt.getTurns().get(0).getContent());
        Instant now = Instant.now();
        return RolloutRequest.newBuilder()
                .setGroupId(prompt.getId())
                .setRun(context.run())
                .setStage(stage.name())
                .setStep(0)
                .setPurpose(Purpose.PREFERENCE)
                .setPromptId(prompt.getId())
                .setSkill(prompt.getSkill())
                .setPromptTokens(asked.tokens())
                .setPromptText(asked.text())
                .setN(sampling.samples())
                .setSampling(Sampling.newBuilder()
                        .setTemperature(sampling.temperature())
                        .setMaxTokens(sampling.maxTokens())
                        .setSeed(Seeds.mix(context.recipe().seed(), Ids.number(prompt.getId())))
                        .build())
                .setMinVersion(version)
                .setVerifiers(prompt.getVerifiers())
                .setAggregation(prompt.getAggregation())
                .setRequestedAt(now)
                .setDeadline(now.plus(sampling.deadline()))
                .build();
    }
}
