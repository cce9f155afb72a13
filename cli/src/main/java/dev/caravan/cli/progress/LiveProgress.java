package dev.caravan.cli.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lines that stay, and under them a block of two lines for the current phase that is redrawn a few times a second: bar, rate and
 * time left; then what the last step measured. Plain ANSI: carriage return, cursor up, erase to the end.
 */
final class LiveProgress implements Progress {

    private static final int BAR = 28;
    private static final long REDRAW_MILLIS = 200;

    private final Terminal terminal;
    private final PrintStream out;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    private String phase = "";
    private Pace pace = new Pace();
    private long begun;
    private int step;
    private int steps;
    private String measured = "";
    private int drawn;

    @SuppressWarnings("FutureReturnValueIgnored") // drawing has no result; it ends with the timer
    LiveProgress(Terminal terminal, PrintStream out) {
        this.terminal = terminal;
        this.out = out;
        timer.scheduleAtFixedRate(this::redraw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void begin(String name) {
        phase = name;
        pace = new Pace();
        begun = System.nanoTime();
        pace.at(0, begun);
        step = 0;
        steps = 0;
        measured = "";
        redraw();
    }

    @Override
    public synchronized void step(int done, int all, Map<String, Double> values) {
        if (done > step) {
            pace.at(done, System.nanoTime());
        }
        step = done;
        steps = all;
        measured = Measures.text(values);
    }

    @Override
    public synchronized void done(String outcome) {
        String seconds = Pace.clock(Duration.ofNanos(System.nanoTime() - begun));
        String name = phase;
        phase = "";
        say(paint("32", "done ") + String.format("%-14s", name) + " " + outcome + paint("2", "  " + seconds));
    }

    @Override
    public synchronized void say(String line) {
        erase();
        out.println(line);
        redraw();
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        erase();
        phase = "";
        out.flush();
    }

    private synchronized void redraw() {
        erase();
        if (!phase.isEmpty()) {
            draw(cut("  .. " + String.format("%-14s", phase) + " " + progress()));
            if (!measured.isEmpty()) {
                draw(cut(" ".repeat(20) + measured));
            }
        }
        out.flush();
    }

    private String progress() {
        if (steps <= 0) {
            return Pace.clock(Duration.ofNanos(System.nanoTime() - begun)) + (step > 0 ? "  " + step : "");
        }
        int filled = (int) ((long) BAR * Math.min(step, steps) / steps);
        String bar = "#".repeat(filled) + "-".repeat(BAR - filled);
        String rate =
                pace.rate().map(r -> String.format(Locale.ROOT, "  %.2f/s", r)).orElse("");
        String left = pace.timeFor(steps - step)
                .map(time -> "  " + Pace.clock(time) + " left")
                .orElse("");
        return "[" + bar + "] " + step + "/" + steps + rate + left;
    }

    private void draw(String line) {
        out.print(line + "\n");
        drawn++;
    }

    /** Takes the block back, so that what follows overwrites it. */
    private void erase() {
        if (drawn > 0) {
            out.print("\r\u001b[" + drawn + "A\u001b[J");
            drawn = 0;
        }
    }

    /** A line that wrapped would count as two when it is erased. */
    private String cut(String line) {
        return line.length() < terminal.width() ? line : line.substring(0, terminal.width() - 1);
    }

    private String paint(String code, String text) {
        return terminal.colour() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
