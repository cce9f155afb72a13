package dev.caravan.cli.run.ask;

import dev.caravan.cli.recipe.EvaluationSettings;
import dev.caravan.cli.report.Proportion;
import dev.caravan.cli.report.StageResult;
import dev.caravan.cli.run.log.RunContext;
import dev.caravan.cli.source.Example;
import dev.caravan.schemas.Evaluation;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Sampling;
import dev.caravan.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures a model: asks the evaluation's questions greedily, counts right answers, writes the outcome to {@code evaluations}. */
public final class Evaluator {

    /** How the model is asked. */
    public enum Format {
        CHAT,
        TEXT
    }

    private final RunContext context;
    private final Questions questions;
    private final Answers answers;
    private final List<Example> items;
    private final EvaluationSettings settings;

    public Evaluator(RunContext context, Questions questions, Answers answers, List<Example> items) {
        this.context = context;
        this.questions = questions;
        this.answers = answers;
        this.items = List.copyOf(items);
        this.settings = context.recipe().evaluation();
    }

    /**
     * Measures the weights of a version.
     *
     * @param stage name of the outcome
     * @param stageSeconds what the stage itself took, for the report
     */
    public StageResult measure(String stage, long version, Format format, double stageSeconds) {
        Instant begun = Instant.now();
        List<RolloutRequest> requests = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            requests.add(request(stage, version, format, i));
        }
        Map<String, List<Double>> rewards = answers.to(requests, settings.deadline());
        boolean[] right = new boolean[items.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = rewards.getOrDefault(id(stage, i), List.of(0.0)).get(0) >= 1;
        }
        double seconds = (Instant.now().toEpochMilli() - begun.toEpochMilli()) / 1000.0;
        List<String> skills = items.stream().map(Example::skill).toList();
        StageResult result = StageResult.of(stage, skills, right, stageSeconds + seconds);
        publish(result, version, seconds);
        return result;
    }

    private String id(String stage, int item) {
        return String.format("%s/eval-%s/%05d", context.run(), stage, item);
    }

    private RolloutRequest request(String stage, long version, Format format, int index) {
        Example item = items.get(index);
        Questions.Asked asked = format == Format.CHAT
                ? questions.chat(item.prompt())
                : questions.text(settings.textFormat(), item.prompt());
        Instant now = Instant.now();
        return RolloutRequest.newBuilder()
                .setGroupId(id(stage, index))
                .setRun(context.run())
                .setStage("eval-" + stage)
                .setStep(0)
                .setPurpose(Purpose.EVAL)
                .setPromptId(item.origin())
                .setSkill(item.skill())
                .setPromptTokens(asked.tokens())
                .setPromptText(asked.text())
                .setN(1)
                .setSampling(Sampling.newBuilder()
                        .setTemperature(0)
                        .setMaxTokens(settings.maxTokens())
                        .setSeed(index)
                        .build())
                .setMinVersion(version)
                .setVerifiers(context.recipe().judging().verifiers(item, format == Format.TEXT))
                .setRequestedAt(now)
                .setDeadline(now.plus(settings.deadline()))
                .build();
    }

    private void publish(StageResult result, long version, double seconds) {
        Map<String, Double> bySkill = new TreeMap<>();
        result.bySkill().forEach((skill, proportion) -> bySkill.put(skill, proportion.share()));
        Proportion overall = result.overall();
        Evaluation evaluation = Evaluation.newBuilder()
                .setRun(context.run())
                .setStage(result.stage())
                .setBenchmark(settings.source())
                .setVersion(version)
                .setItems(overall.items())
                .setCorrect(overall.successes())
                .setAccuracy(overall.share())
                .setLow(overall.low())
                .setHigh(overall.high())
                .setBySkill(bySkill)
                .setSeconds(seconds)
                .setAt(Instant.now())
                .build();
        String key = context.run() + "/" + result.stage() + "/" + settings.source();
        context.writer().send(Topics.EVALUATIONS, key, evaluation);
        context.writer().flush();
    }
}
