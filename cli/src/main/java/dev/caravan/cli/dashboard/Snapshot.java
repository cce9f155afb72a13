package dev.caravan.cli.dashboard;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page draws, as {@code GET /api/state} answers it. */
record Snapshot(
        @Nullable Run run,
        List<Stage> stages,
        List<Tile> tiles,
        List<TopicFlow> topics,
        Map<String, String> nodes,
        Map<String, List<Point>> series,
        List<Accuracy> evaluations,
        List<Judged> completions,
        long deadLetters) {

    record Run(String id, String status, String elapsed) {}

    /** {@code status} is one of done, now, failed. */
    record Stage(String name, String status, int step, int steps, @Nullable Double accuracy) {}

    /** A figure with its label; {@code digits} null marks a text. */
    record Tile(String label, @Nullable Object value, @Nullable Integer digits) {}

    /** Records so far, records a second, and records that the topic's slowest reader has not taken yet. */
    record TopicFlow(String name, long records, double rate, long lag) {}

    record Point(double x, double y) {}

    record Accuracy(String stage, double accuracy, double low, double high, int items) {}

    record Judged(
            String id,
            String skill,
            String prompt,
            String text,
            @Nullable Double reward,
            String reason,
            int step,
            long version) {}
}
