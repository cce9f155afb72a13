package dev.caravan.cli.progress;

import java.io.PrintStream;
import java.util.Map;

/** Where a run says how far it is. */
public interface Progress extends AutoCloseable {

    /** A new phase begins: {@code curate}, {@code sft}, {@code base evaluation}. */
    void begin(String phase);

    /**
     * The current phase has come this far.
     *
     * @param step steps done
     * @param steps steps in all; 0 if that is not known
     * @param measured what the step measured, by name; those worth a person's attention are shown
     */
    void step(int step, int steps, Map<String, Double> measured);

    /** The current phase is over; the outcome in a few words. */
    void done(String outcome);

    /** A line that stays. */
    void say(String line);

    /** Stops drawing. */
    @Override
    void close();

    /** For this terminal: a live block on one, lines elsewhere. */
    static Progress on(Terminal terminal, PrintStream out) {
        return terminal.live() ? new LiveProgress(terminal, out) : new PlainProgress(out);
    }
}
