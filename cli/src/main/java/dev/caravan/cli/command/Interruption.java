package dev.caravan.cli.command;

import dev.caravan.cli.progress.Progress;
import java.io.PrintStream;
import java.nio.file.Path;

/** Says what to do next when a run is stopped from outside. */
final class Interruption implements AutoCloseable {

    /** Exit status of a process that SIGINT ended. */
    static final int STATUS = 130;

    private final Thread hook;
    private volatile boolean happened;

    Interruption(PrintStream out, Path recipe, Progress progress) {
        this.hook = new Thread(() -> say(out, recipe, progress), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process is being stopped: whatever fails from then on fails because of that. */
    boolean happened() {
        return happened;
    }

    /** The run came to its end by itself. */
    @Override
    public void close() {
        if (!happened) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void say(PrintStream out, Path recipe, Progress progress) {
        happened = true;
        progress.close();
        out.println("stopped; to go on: caravan run " + recipe + " --resume");
    }
}
