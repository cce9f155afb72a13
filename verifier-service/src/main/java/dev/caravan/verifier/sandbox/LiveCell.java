package dev.caravan.verifier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.verifier.sandbox.program.Cell;
import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A program in a slot. The slot is given back as soon as the program's end is known. */
final class LiveCell implements Cell {

    /** How a program ends that its host is done with. */
    static final Ending CLOSED = new Ending.Broken("closed before its end");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHUNK = 1 << 15;

    private final Slot slot;
    private final Consumer<Ending> release;
    private final Input stdin = new Input();
    private final Output stdout = new Output();
    private final Object reading = new Object();
    private final AtomicBoolean over = new AtomicBoolean();
    private boolean told;
    private byte[] unread = {};
    private int position;
    private volatile @Nullable Ending ending;
    private volatile String stderr = "";
    private volatile Duration wall = Duration.ZERO;

    LiveCell(Slot slot, Consumer<Ending> release) {
        this.slot = slot;
        this.release = release;
    }

    /** Hands the program over. A failure becomes the cell's ending. */
    void start(Program program) {
        try {
            slot.wake();
            byte[] request = JSON.writeValueAsBytes(request(program));
            slot.write(Slot.PROGRAM, request, 0, request.length);
        } catch (IOException e) {
            fail(e);
        }
    }

    private static Map<String, Object> request(Program program) {
        Map<String, String> files = new HashMap<>();
        program.files().forEach((name, text) -> files.put(wellFormed(name), wellFormed(text)));
        Limits limits = program.limits();
        return Map.of(
                "language", program.language().key(),
                "source", wellFormed(program.source()),
                "files", files,
                "limits",
                        Map.of(
                                "wall", limits.wall().toMillis() / 1e3,
                                "cpu", limits.cpu().toMillis() / 1e3,
                                "memory_bytes", limits.memoryBytes(),
                                "processes", limits.processes(),
                                "file_bytes", limits.fileBytes(),
                                "output_bytes", limits.outputBytes()));
    }

    /** Completions may hold half of a surrogate pair, which no encoding carries. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Ends it as broken, because the sandbox did not see to its end in time; whoever waits for it finds out. */
    void giveUp() {
        if (over.compareAndSet(false, true)) {
            slot.kill();
        }
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public Ending end() {
        synchronized (reading) {
            Ending known = ending;
            while (known == null) {
                advance();
                known = ending;
            }
            return known;
        }
    }

    @Override
    public String stderr() {
        return stderr;
    }

    @Override
    public Duration wall() {
        return wall;
    }

    /** Does not wait until the program is gone: the slot does, before it takes the next one. */
    @Override
    public void close() {
        synchronized (stdin) {
            if (ending != null || told) {
                return;
            }
            tellClosed();
        }
        synchronized (reading) {
            if (ending != null) {
                return;
            }
            if (over.compareAndSet(false, true)) {
                slot.abandon();
                conclude(CLOSED);
            } else {
                end(); // it was given up, and its slot is gone
            }
        }
    }

    private void send(char kind, byte[] data, int offset, int length) {
        synchronized (stdin) {
            if (ending != null || stdin.closed || told) {
                return; // the slot may already run another program
            }
            try {
                slot.write(kind, data, offset, length);
            } catch (IOException e) {
                // The reader meets the same failure and makes it the ending.
                stdin.closed = true;
            }
        }
    }

    /** Exactly once per program. */
    private void tellClosed() {
        told = true;
        try {
            slot.write(Slot.CLOSE, new byte[0], 0, 0);
        } catch (IOException e) {
            slot.kill(); // the next program gets a new one
        }
    }

    private void conclude(Ending how) {
        synchronized (stdin) {
            ending = how;
            if (!told) {
                tellClosed();
            }
        }
        release.accept(how);
    }

    /** Takes the next frame. */
    private void advance() {
        try {
            Slot.Frame frame = slot.read();
            if (frame.kind == Slot.OUTPUT) {
                unread = frame.payload;
                position = 0;
            } else {
                finish(JSON.readTree(frame.payload));
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void finish(JsonNode end) throws IOException {
        if (!over.compareAndSet(false, true)) {
            throw new IOException("its end came too late");
        }
        stderr = end.path("stderr").asText();
        wall = Duration.ofNanos((long) (end.path("wall").asDouble() * 1e9));
        conclude(read(end));
    }

    private static Ending read(JsonNode end) {
        if (end.has("exited")) {
            return new Ending.Exited(end.get("exited").asInt());
        }
        String killed = end.path("killed").asText("");
        return killed.equals("CLOSED") ? CLOSED : new Ending.Killed(Ending.Reason.valueOf(killed));
    }

    private void fail(IOException e) {
        over.set(true);
        String said = slot.kill();
        synchronized (stdin) {
            told = true; // there is nobody to tell
        }
        conclude(new Ending.Broken("the sandbox process is gone: " + (said.isEmpty() ? e : said)));
    }

    private final class Input extends OutputStream {
        private boolean closed;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] data, int offset, int length) {
            for (int at = 0; at < length; at += CHUNK) {
                send(Slot.INPUT, data, offset + at, Math.min(CHUNK, length - at));
            }
        }

        @Override
        public void close() {
            synchronized (stdin) {
                send(Slot.END_OF_INPUT, new byte[0], 0, 0);
                closed = true;
            }
        }
    }

    private final class Output extends InputStream {
        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            synchronized (reading) {
                while (position == unread.length) {
                    if (ending != null) {
                        return -1;
                    }
                    advance();
                }
                int taken = Math.min(length, unread.length - position);
                System.arraycopy(unread, position, target, offset, taken);
                position += taken;
                return taken;
            }
        }
    }
}
