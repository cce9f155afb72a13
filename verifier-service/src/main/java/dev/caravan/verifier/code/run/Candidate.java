package dev.caravan.verifier.code.run;

import dev.caravan.verifier.sandbox.program.Cell;
import dev.caravan.verifier.sandbox.program.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The program under test in its sandbox. It answers requests for as long as it lives and keeps to the protocol. */
final class Candidate implements AutoCloseable {

    static final char START = 'S';
    static final char REQUEST = 'R';

    private static final char LOADED = 'L';
    private static final char FAILED = 'F';
    private static final char GONE = 'G';
    private static final String GARBLED = "it sent something that is no answer";

    private final Cell cell;
    private final Limits limits;
    private @Nullable String gone;

    Candidate(Cell cell, Limits limits) {
        this.cell = cell;
        this.limits = limits;
    }

    /** Gives it what it is to run; it goes on without waiting for that. */
    void start(byte[] program) {
        try {
            new Frame(START, program).write(cell.stdin());
        } catch (IOException e) {
            // It has ended already: the answer that does not come says so.
        }
    }

    /** Waits until the program is ready to be asked; otherwise says why it is not. */
    @Nullable
    String load() throws BrokenSandboxException {
        Frame frame = next();
        if (frame == null) {
            return gone;
        }
        if (frame.kind() == LOADED) {
            return null;
        }
        return frame.kind() == FAILED ? "it fails: " + text(frame) : GARBLED;
    }

    /** Its answer to a request, or the message that it is gone. */
    Frame ask(Frame request) throws BrokenSandboxException {
        Frame reply = null;
        if (gone == null) {
            try {
                request.write(cell.stdin());
            } catch (IOException e) {
                // As above.
            }
            reply = next();
        }
        if (reply != null && reply.kind() == REQUEST) {
            return reply;
        }
        if (gone == null) {
            gone = GARBLED;
        }
        return new Frame(GONE, ('"' + gone + '"').getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        cell.close();
    }

    private @Nullable Frame next() throws BrokenSandboxException {
        try {
            Frame frame = Frame.read(cell.stdout());
            if (frame == null) {
                gone = Endings.told(cell.end(), limits);
            }
            return frame;
        } catch (IOException e) {
            gone = GARBLED;
            return null;
        }
    }

    /** What the candidate says about itself: cut and on one line. */
    private static String text(Frame frame) {
        String text = new String(frame.body(), 0, Math.min(frame.body().length, 300), StandardCharsets.UTF_8);
        return text.replace("\\n", " ").replace("\"", "").strip();
    }
}
