package dev.caravan.cli.rescore;

import dev.caravan.schemas.Disagreement;
import dev.caravan.schemas.Verdict;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.verifier.compare.GroupSignals;
import dev.caravan.verifier.compare.RescoreReport;
import dev.caravan.verifier.compare.RescoreReport.Change;
import dev.caravan.verifier.compare.RescoreReport.Mean;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A report for people.
 *
 * @param live the verifier that gave the rewards
 * @param other the verifier that was asked
 * @param published whether the disagreements are on their topic
 */
record RescoreText(String live, String other, boolean published) {

    private static final int TEXT_SHOWN = 160;

    String of(RescoreReport report) {
        if (report.completions() == 0) {
            return "no completion with a verdict of " + live + " there\n";
        }
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%,d completions judged again: %s (%s) by %s (%s)",
                report.completions(),
                live,
                versions(report.liveVersions()),
                other,
                versions(report.otherVersions()));
        line(text, "");
        verdicts(text, report);
        rewards(text, report);
        groups(text, report.groups());
        report.examples().forEach((change, examples) -> examples(text, change, examples));
        if (published && report.disagreements() > 0) {
            line(text, "");
            line(text, "all of them: caravan tap disagreements --from beginning --filter occasion=RESCORE");
        }
        return text.toString();
    }

    private static void verdicts(StringBuilder text, RescoreReport report) {
        line(text, "%-10s    %-10s %10s %8s", "was", "would be", "verdicts", "share");
        for (Map.Entry<Change, Long> entry : report.changes().entrySet()) {
            Change change = entry.getKey();
            line(
                    text,
                    "%-10s %s %-10s %,10d %7.2f%%",
                    name(change.from()),
                    change.agree() ? "= " : "->",
                    name(change.to()),
                    entry.getValue(),
                    100.0 * entry.getValue() / report.verdicts());
        }
        line(text, "%-10s    %-10s %,10d", "", "differ", report.disagreements());
    }

    private static void rewards(StringBuilder text, RescoreReport report) {
        line(text, "");
        line(text, "mean reward  %s  ->  %s", mean(report.before()), mean(report.after()));
        line(
                text,
                "rewards      %,d higher, %,d lower, %,d given or taken away",
                report.raised(),
                report.lowered(),
                report.lostOrGained());
    }

    private static void groups(StringBuilder text, GroupSignals groups) {
        line(
                text,
                "groups       %,d of training: %,d with a signal before and after, %,d would lose it, %,d would gain"
                        + " one, %,d without",
                groups.total(),
                groups.kept(),
                groups.lost(),
                groups.gained(),
                groups.none());
    }

    private static void examples(StringBuilder text, Change change, List<Disagreement> examples) {
        line(text, "");
        line(text, "%s -> %s, for example", name(change.from()), name(change.to()));
        for (Disagreement example : examples) {
            line(text, "  %s  truth: %s", example.getCompletionId(), cut(example.getGroundTruth()));
            line(text, "    said      %s", cut(example.getText()));
            line(text, "    was       %s", verdict(example.getLive()));
            line(text, "    would be  %s", verdict(example.getOther()));
        }
    }

    private static String verdict(Verdict verdict) {
        String score = verdict.getStatus() == VerdictStatus.SCORED
                ? String.format(Locale.ROOT, "%.3g", verdict.getScore())
                : verdict.getStatus().name();
        return score + ": " + cut(verdict.getReason());
    }

    private static String mean(Mean mean) {
        return String.format(Locale.ROOT, "%.4f (of %,d)", mean.value(), mean.count());
    }

    private static String name(RescoreReport.Says says) {
        return says.name().toLowerCase(Locale.ROOT);
    }

    private static String versions(Collection<String> versions) {
        return "version " + (versions.isEmpty() ? "unknown" : String.join(", ", versions));
    }

    /** The end of a text, where the answer is, on one line and without what a terminal would obey. */
    private static String cut(String text) {
        String tail = text.length() <= TEXT_SHOWN ? text : "…" + text.substring(text.length() - TEXT_SHOWN);
        return tail.strip().replace("\n", " ⏎ ").replaceAll("\\p{Cntrl}", " ");
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
