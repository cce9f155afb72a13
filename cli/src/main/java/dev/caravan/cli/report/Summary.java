package dev.caravan.cli.report;

import dev.caravan.cli.progress.Terminal;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A report as a person reads it at the end of a run. */
public final class Summary {

    private static final String LINE = "  %-14s %8s   %-14s %8s";

    private final Report report;
    private final Terminal terminal;

    public Summary(Report report, Terminal terminal) {
        this.report = report;
        this.terminal = terminal;
    }

    /** Prints the table of accuracies, what curation did, where the model is and what to try next. */
    public void print(PrintStream out) {
        Set<String> skills = new TreeSet<>();
        report.stages().forEach(stage -> skills.addAll(stage.bySkill().keySet()));
        out.println();
        out.println(bold("Held-out accuracy, " + report.recipe() + ", seed " + report.seed()));
        StringBuilder head = new StringBuilder(String.format(LINE, "stage", "accuracy", "95 % interval", "seconds"));
        skills.forEach(skill -> head.append(String.format(" %6s", skill)));
        out.println(head);
        report.stages().forEach(stage -> out.println(line(stage, skills)));
        out.println();
        curation(out);
        if (!report.deadLetters().isEmpty()) {
            out.println("Dead letters: " + report.deadLetters()
                    + "; caravan tap dead-letters --from beginning --until-end says why");
        }
        out.println("Model in " + report.model() + " after " + Math.round(report.seconds()) + " s");
        out.println();
        out.println("Next:");
        out.println("  ./caravan chat --model " + report.model());
        out.println("  ./caravan up                            then: ./caravan tap scores --from beginning");
    }

    private static String line(StageResult stage, Set<String> skills) {
        Proportion overall = stage.overall();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                LINE,
                stage.stage(),
                percent(overall.share()) + " %",
                "[" + percent(overall.low()) + ", " + percent(overall.high()) + "]",
                Math.round(stage.seconds())));
        for (String skill : skills) {
            Proportion proportion = stage.bySkill().get(skill);
            line.append(String.format(" %6s", proportion == null ? "" : percent(proportion.share())));
        }
        return line.toString();
    }

    private void curation(PrintStream out) {
        CurationSummary curation = report.curation();
        out.println("Curation: " + curation.kept() + " prompts kept"
                + (curation.dropped().isEmpty() ? "" : ", dropped " + curation.dropped())
                + (curation.badRows() == 0 ? "" : ", " + curation.badRows() + " bad rows"));
        curation.decontaminated().forEach(example -> out.println("  decontaminated " + example));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private String bold(String text) {
        return terminal.colour() ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}
