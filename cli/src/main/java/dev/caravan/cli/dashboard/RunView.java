package dev.caravan.cli.dashboard;

import dev.caravan.cli.dashboard.Snapshot.Accuracy;
import dev.caravan.cli.dashboard.Snapshot.Judged;
import dev.caravan.cli.dashboard.Snapshot.Point;
import dev.caravan.cli.dashboard.Snapshot.Run;
import dev.caravan.cli.dashboard.Snapshot.Stage;
import dev.caravan.cli.dashboard.Snapshot.Tile;
import dev.caravan.schemas.Evaluation;
import dev.caravan.schemas.Metric;
import dev.caravan.schemas.RunEvent;
import dev.caravan.schemas.RunFailed;
import dev.caravan.schemas.RunFinished;
import dev.caravan.schemas.RunSubmitted;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Span;
import dev.caravan.schemas.StageFinished;
import dev.caravan.schemas.StageProgress;
import dev.caravan.schemas.StageRequested;
import dev.caravan.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Folds the records of the newest run into what the page shows. A pure function of the log: the same records in the same order
 * give the same view, whenever they are read. Confined to one thread.
 */
final class RunView {
    private static final int COMPLETIONS_SHOWN = 12;
    /** The prompts of one burst are alike; one of every so many is shown, so that a person can read along. */
    private static final Duration BETWEEN_COMPLETIONS = Duration.ofMillis(250);

    /** Key of {@link StageProgress#getMetrics()} to the page's series. */
    private static final Map<String, String> SERIES =
            Map.of("reward", "reward", "ratio_max_deviation", "ratio", "staleness", "staleness");

    private @Nullable String run;
    private String status = "waiting";
    private Instant started = Instant.EPOCH;
    private @Nullable Instant ended;
    private final Map<String, Stage> stages = new LinkedHashMap<>();
    private final Map<String, Double> latest = new TreeMap<>();
    private final Map<String, TreeMap<Integer, Double>> series = new TreeMap<>();
    private final Map<String, Accuracy> evaluations = new LinkedHashMap<>();
    /** Tokens a second by worker. */
    private final Map<String, Double> generated = new TreeMap<>();

    private final Deque<Judged> completions = new ArrayDeque<>();
    private Instant lastShown = Instant.EPOCH;
    private long version;
    private long judged;
    private long right;

    void on(RunEvent event) {
        Object what = event.getEvent();
        if (what instanceof RunSubmitted) {
            begin(event.getRun(), event.getAt());
        }
        if (!event.getRun().equals(run)) {
            return;
        }
        if (what instanceof StageRequested requested) {
            put(requested.getStage(), "now", 0, 0);
            status = requested.getStage();
        } else if (what instanceof StageProgress progress) {
            put(progress.getStage(), "now", progress.getStep(), progress.getSteps());
            status = progress.getStage();
            version = progress.getVersion();
            progress.getMetrics().forEach((name, value) -> measure(name, progress.getStep(), value));
        } else if (what instanceof StageFinished finished) {
            Stage stage = stages.get(finished.getStage());
            put(finished.getStage(), "done", stage == null ? 0 : stage.steps(), stage == null ? 0 : stage.steps());
            version = finished.getVersion();
        } else if (what instanceof RunFailed failed) {
            put(failed.getStage(), "failed", 0, 0);
            status = "failed: " + failed.getReason();
            ended = event.getAt();
        } else if (what instanceof RunFinished) {
            status = "finished";
            ended = event.getAt();
        }
    }

    void on(Evaluation evaluation) {
        if (!evaluation.getRun().equals(run)) {
            return;
        }
        String stage = evaluation.getStage();
        evaluations.put(
                stage,
                new Accuracy(
                        stage,
                        evaluation.getAccuracy(),
                        evaluation.getLow(),
                        evaluation.getHigh(),
                        evaluation.getItems()));
    }

    void on(Metric metric) {
        boolean generation = metric.getService().equals("rollout-workers")
                && metric.getName().equals("tokens_per_second");
        if (generation && metric.getRun().equals(run)) {
            generated.put(metric.getLabels().getOrDefault("worker", ""), metric.getValue());
        }
    }

    void on(Scored scored) {
        var completion = scored.getCompletion();
        if (!completion.getRun().equals(run)) {
            return;
        }
        Double reward = scored.getReward();
        judged++;
        if (reward != null && reward > 0.5) {
            right++;
        }
        if (Duration.between(lastShown, scored.getScoredAt()).compareTo(BETWEEN_COMPLETIONS) < 0) {
            return;
        }
        lastShown = scored.getScoredAt();
        completions.addFirst(new Judged(
                completion.getId(),
                completion.getSkill(),
                completion.getPromptText(),
                completion.getText(),
                reward,
                scored.getVerdicts().stream().map(Verdict::getReason).collect(Collectors.joining("; ")),
                completion.getStep(),
                newest(completion.getSpans())));
        if (completions.size() > COMPLETIONS_SHOWN) {
            completions.removeLast();
        }
    }

    Snapshot snapshot(List<Snapshot.TopicFlow> topics, long deadLetters, Instant now) {
        return new Snapshot(
                run == null
                        ? null
                        : new Run(run, status, clock(Duration.between(started, ended == null ? now : ended))),
                stages.values().stream().map(this::withAccuracy).toList(),
                tiles(),
                topics,
                nodes(topics),
                SERIES.values().stream().distinct().collect(Collectors.toMap(name -> name, this::points)),
                List.copyOf(evaluations.values()),
                List.copyOf(completions),
                deadLetters);
    }

    private void begin(String newRun, Instant at) {
        if (newRun.equals(run)) {
            ended = null; // a resumed run goes on where it was
            return;
        }
        run = newRun;
        status = "preparing data";
        started = at;
        ended = null;
        version = 0;
        judged = 0;
        right = 0;
        lastShown = Instant.EPOCH;
        stages.clear();
        latest.clear();
        series.clear();
        evaluations.clear();
        generated.clear();
        completions.clear();
    }

    private void put(String stage, String state, int step, int steps) {
        if (!stage.isEmpty()) {
            stages.put(stage, new Stage(stage, state, step, steps, null));
        }
    }

    private Stage withAccuracy(Stage stage) {
        Accuracy evaluated = evaluations.get(stage.name());
        return new Stage(
                stage.name(),
                stage.status(),
                stage.step(),
                stage.steps(),
                evaluated == null ? null : evaluated.accuracy());
    }

    private void measure(String name, int step, double value) {
        latest.put(name, value);
        String shown = SERIES.get(name);
        if (shown != null) {
            series.computeIfAbsent(shown, key -> new TreeMap<>()).put(step, value);
        }
    }

    private List<Point> points(String name) {
        List<Point> points = new ArrayList<>();
        series.getOrDefault(name, new TreeMap<>()).forEach((step, value) -> points.add(new Point(step, value)));
        return points;
    }

    private List<Tile> tiles() {
        return List.of(
                new Tile("weights in use", "v" + version, null),
                new Tile("reward, last step", latest.get("reward"), 2),
                new Tile(
                        "tokens generated a second",
                        generated.isEmpty()
                                ? null
                                : generated.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .sum(),
                        0),
                new Tile("tokens trained a second", latest.get("tokens_per_second"), 0),
                new Tile("completions judged", judged, 0),
                new Tile("of them right, %", judged == 0 ? null : 100.0 * right / judged, 1));
    }

    /** A line under each box of the flow; empty for one that is idle. */
    private Map<String, String> nodes(List<Snapshot.TopicFlow> topics) {
        Map<String, Double> rates =
                topics.stream().collect(Collectors.toMap(Snapshot.TopicFlow::name, Snapshot.TopicFlow::rate));
        Optional<Stage> now = stages.values().stream()
                .filter(stage -> stage.status().equals("now"))
                .reduce((a, b) -> b);
        Map<String, String> nodes = new TreeMap<>();
        nodes.put("sources", active(rates, "prompts", "ingesting"));
        nodes.put("curation", active(rates, "curated", "deciding"));
        nodes.put(
                "learner",
                ended != null
                        ? ""
                        : now.map(stage -> stage.name() + " " + stage.step() + "/" + stage.steps())
                                .orElse(""));
        nodes.put("workers", active(rates, "completions", "sampling with v" + version));
        nodes.put("verifier", active(rates, "scores", "judging"));
        nodes.put("grouping", active(rates, "groups", "assembling"));
        return nodes;
    }

    private static String active(Map<String, Double> rates, String topic, String text) {
        return rates.getOrDefault(topic, 0.0) > 0 ? text : "";
    }

    private static long newest(List<Span> spans) {
        return spans.stream().mapToLong(Span::getVersion).max().orElse(0);
    }

    private static String clock(Duration elapsed) {
        long seconds = Math.max(0, elapsed.toSeconds());
        return seconds >= 3600
                ? "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
                : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
