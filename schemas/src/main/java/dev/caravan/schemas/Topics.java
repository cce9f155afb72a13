package dev.caravan.schemas;

import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Every topic of the system, in the order of the flow. */
public final class Topics {

    /** What users give; read by curation. */
    public static final Topic<Prompt> PROMPTS = data("prompts", Prompt.class, "prompt id");

    /** Evaluation items that training data must not contain; read by curation. */
    public static final Topic<Benchmark> BENCHMARKS = data("benchmarks", Benchmark.class, "item id");

    /** What curation decided about each prompt; a later record of a prompt supersedes the earlier. */
    public static final Topic<Curated> CURATED =
            new Topic<>("curated", Curated.class, "prompt id", 1, Cleanup.COMPACT, Duration.ofDays(30), mib(2));

    /** What supervised fine-tuning and pretraining imitate; a tombstone retracts. */
    public static final Topic<Demonstration> DEMONSTRATIONS =
            data("demonstrations", Demonstration.class, "demonstration id");

    /** What preference tuning learns from. */
    public static final Topic<Preference> PREFERENCES = data("preferences", Preference.class, "preference id");

    /** Work for the rollout workers. */
    public static final Topic<RolloutRequest> REQUESTS = rollout("requests", RolloutRequest.class, mib(2));

    /** What the policy said. */
    public static final Topic<Completion> COMPLETIONS = rollout("completions", Completion.class, mib(2));

    /** What the verifiers made of it. */
    public static final Topic<Scored> SCORES = rollout("scores", Scored.class, mib(2));

    /** Groups for the verifiers that judge whole groups; leased. */
    public static final Topic<GroupScores> GROUP_CHECKS = rollout("group-checks", GroupScores.class, mib(16));

    /** What those verifiers made of them; read by grouping. */
    public static final Topic<GroupScores> GROUP_SCORES = rollout("group-scores", GroupScores.class, mib(16));

    /** All scored completions of one request; exactly one record a request. */
    public static final Topic<Group> GROUPS = rollout("groups", Group.class, mib(16));

    /** What shadow verifiers make of live completions; nothing that trains reads it. */
    public static final Topic<ShadowScore> SHADOW_SCORES = rollout("shadow-scores", ShadowScore.class, mib(2));

    /** Where a shadow verifier, or a verifier that scored history again, says something else than the live one did. */
    public static final Topic<Disagreement> DISAGREEMENTS = rollout("disagreements", Disagreement.class, mib(2));

    /** Weight versions: a manifest, then its chunks, in order. */
    public static final Topic<WeightRecord> WEIGHTS =
            new Topic<>("weights", WeightRecord.class, "run/version", 1, Cleanup.DELETE, Duration.ofDays(14), mib(2));

    /** Measurements for the live page. */
    public static final Topic<Metric> METRICS =
            new Topic<>("metrics", Metric.class, "run", 1, Cleanup.DELETE, Duration.ofDays(30), mib(1));

    /** Accuracy by stage. */
    public static final Topic<Evaluation> EVALUATIONS = data("evaluations", Evaluation.class, "run/stage/benchmark");

    /** The conversation between the director and the learner. */
    public static final Topic<RunEvent> RUNS = data("runs", RunEvent.class, "run");

    /** What could not be processed, with the reason. */
    public static final Topic<DeadLetter> DEAD_LETTERS =
            new Topic<>("dead-letters", DeadLetter.class, "location", 1, Cleanup.DELETE, Topic.FOREVER, mib(17));

    /** What a worker died over, perhaps: checked apart from the rest, by the share group that its {@code service} names. */
    public static final Topic<DeadLetter> SUSPECTS = new Topic<>(
            "suspects", DeadLetter.class, "location", 1, Cleanup.DELETE, Duration.ofDays(14), mib(16) + (512 << 10));

    private static final List<Topic<?>> ALL = List.of(
            PROMPTS,
            BENCHMARKS,
            CURATED,
            DEMONSTRATIONS,
            PREFERENCES,
            REQUESTS,
            COMPLETIONS,
            SCORES,
            GROUP_CHECKS,
            GROUP_SCORES,
            GROUPS,
            SHADOW_SCORES,
            DISAGREEMENTS,
            WEIGHTS,
            METRICS,
            EVALUATIONS,
            RUNS,
            DEAD_LETTERS,
            SUSPECTS);

    private Topics() {}

    /** All topics, in the order of the flow. */
    public static List<Topic<?>> all() {
        return ALL;
    }

    /**
     * The topic of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static Topic<?> named(String name) {
        for (Topic<?> topic : ALL) {
            if (topic.name().equals(name)) {
                return topic;
            }
        }
        throw new IllegalArgumentException("no topic is called " + name + "; there are "
                + String.join(", ", ALL.stream().map(Topic::name).toList()));
    }

    /** Data is small beside completions, and a stage is a range of its log: one partition, kept for ever. */
    private static <V extends SpecificRecord> Topic<V> data(String name, Class<V> type, String key) {
        return new Topic<>(name, type, key, 1, Cleanup.DELETE, Topic.FOREVER, mib(2));
    }

    /** The rollout loop: co-partitioned by group id, kept long enough to score history again. */
    private static <V extends SpecificRecord> Topic<V> rollout(String name, Class<V> type, int maxBytes) {
        return new Topic<>(name, type, "group id", 4, Cleanup.DELETE, Duration.ofDays(90), maxBytes);
    }

    private static int mib(int n) {
        return n << 20;
    }
}
