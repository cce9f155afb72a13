package dev.caravan.verifier.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.GroupVerifier;
import dev.caravan.verifier.spi.GroupVerifier.Candidate;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One line of a golden file: what is judged, and the verdict that it must get. A line about a group has several completions and as many
 * expectations.
 *
 * @param line its number in the file, from 1
 * @param expected a number for a score, {@code "UNDECIDED"} or {@code "ERROR"}, one for each of the group
 */
record GoldenRow(int line, boolean grouped, List<Candidate> group, List<JsonNode> expected) {

    private static final List<String> FIELDS = List.of(
            "prompt",
            "completion",
            "completions",
            "rewards",
            "ground_truth",
            "options",
            "finish_reason",
            "expected",
            "comment");

    /** Scores that differ by less are the same. */
    private static final double TOLERANCE = 1e-9;

    /** The verdicts on this row. */
    List<Verdict> judge(Verifier verifier) {
        if (grouped && verifier instanceof GroupVerifier groups) {
            return groups.verifyGroup(group);
        }
        List<Verdict> verdicts = new ArrayList<>();
        group.forEach(candidate -> verdicts.add(verifier.verify(candidate.submission())));
        return verdicts;
    }

    /** What this row has that the verdict on one of its completions is not; empty if it is. */
    String difference(int index, Verdict verdict) {
        JsonNode wanted = expected.get(index);
        boolean same = wanted.isNumber()
                ? verdict instanceof Verdict.Scored scored && Math.abs(scored.score() - wanted.asDouble()) < TOLERANCE
                : wanted.asText().equals(status(verdict));
        return same ? "" : "expected " + wanted.asText() + ", got " + show(verdict);
    }

    /** Whether some completion is expected to get full marks. */
    boolean right() {
        return expected.stream().anyMatch(wanted -> wanted.isNumber() && wanted.asDouble() == 1);
    }

    Submission first() {
        return group.get(0).submission();
    }

    /** {@code line 3: prompt or completion}, cut to what fits a report. */
    String title() {
        String text = first().prompt().isBlank() ? first().completion() : first().prompt();
        String flat = text.replaceAll("\\s", " ").strip();
        return "line " + line + ": " + (flat.length() <= 60 ? flat : flat.substring(0, 60) + "…");
    }

    static String show(Verdict verdict) {
        String score = verdict instanceof Verdict.Scored scored ? " " + scored.score() : "";
        return status(verdict) + score + " (" + verdict.reason() + ")";
    }

    private static String status(Verdict verdict) {
        return verdict instanceof Verdict.Scored
                ? "SCORED"
                : verdict instanceof Verdict.Undecided ? "UNDECIDED" : "ERROR";
    }

    /** @throws IllegalArgumentException if a field is missing or is not what it should be; names it */
    static GoldenRow of(int line, JsonNode row) {
        for (String name : (Iterable<String>) row::fieldNames) {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("unknown field '" + name + "'; known: " + FIELDS);
            }
        }
        boolean grouped = row.has("completions");
        if (grouped == row.has("completion")) {
            throw new IllegalArgumentException("give either 'completion' or 'completions'");
        }
        List<Candidate> group = new ArrayList<>();
        List<JsonNode> expected = new ArrayList<>();
        if (grouped) {
            JsonNode rewards = row.path("rewards");
            for (int i = 0; i < row.get("completions").size(); i++) {
                JsonNode reward = rewards.path(i);
                group.add(new Candidate(
                        submission(row, row.get("completions").get(i).asText()),
                        reward.isNumber() ? OptionalDouble.of(reward.asDouble()) : OptionalDouble.empty()));
            }
            row.path("expected").forEach(expected::add);
        } else {
            group.add(new Candidate(submission(row, row.get("completion").asText()), OptionalDouble.empty()));
            expected.add(row.path("expected"));
        }
        if (group.isEmpty()
                || expected.size() != group.size()
                || !expected.stream().allMatch(GoldenRow::isVerdict)) {
            throw new IllegalArgumentException(
                    "'expected' must be a score from 0 to 1, \"UNDECIDED\" or \"ERROR\"; of a group an array of them,"
                            + " one for each completion");
        }
        return new GoldenRow(line, grouped, List.copyOf(group), List.copyOf(expected));
    }

    private static boolean isVerdict(JsonNode wanted) {
        return wanted.isNumber()
                ? wanted.asDouble() >= 0 && wanted.asDouble() <= 1
                : wanted.asText().equals("UNDECIDED") || wanted.asText().equals("ERROR");
    }

    private static Submission submission(JsonNode row, String completion) {
        Map<String, String> options = new HashMap<>();
        row.path("options")
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        JsonNode truth = row.path("ground_truth");
        return new Submission(
                completion,
                truth.isContainerNode() ? truth.toString() : truth.asText(),
                new Options(options),
                row.path("prompt").asText(),
                Finish.valueOf(row.path("finish_reason").asText("unknown").toUpperCase(Locale.ROOT)));
    }
}
