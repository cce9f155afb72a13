package dev.caravan.cli.progress;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** One short line a step. */
final class PlainProgress implements Progress {

    private final PrintStream out;
    private String phase = "";
    private Pace pace = new Pace();
    private int last;

    PlainProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void begin(String name) {
        phase = name;
        pace = new Pace();
        last = 0;
        pace.at(0, System.nanoTime());
    }

    @Override
    public synchronized void step(int step, int steps, Map<String, Double> measured) {
        if (step <= last) {
            return;
        }
        last = step;
        pace.at(step, System.nanoTime());
        String rate =
                pace.rate().map(r -> String.format(Locale.ROOT, "  %.2f/s", r)).orElse("");
        String left = steps > 0 && step < steps
                ? pace.timeFor(steps - step)
                        .map(time -> "  " + Pace.clock(time) + " left")
                        .orElse("")
                : "";
        String shown = Measures.text(measured);
        out.println(phase + " " + step + (steps > 0 ? "/" + steps : "") + rate + left
                + (shown.isEmpty() ? "" : "  " + shown));
    }

    @Override
    public synchronized void done(String outcome) {
        out.println(phase + ": " + outcome);
    }

    @Override
    public synchronized void say(String line) {
        out.println(line);
    }

    @Override
    public void close() {
        out.flush();
    }
}
