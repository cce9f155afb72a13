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

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Zygote zygote;
    private final Consumer<Ending> release;
    private final Input stdin = new Input();
    private final Output stdout = new Output();
    private final Object reading = new Object();
    private final AtomicBoolean over = new AtomicBoolean();
    private byte[] unread = {};
    private int position;
    private volatile @Nullable Ending ending;
    private volatile String stderr = "";
    private volatile Duration wall = Duration.ZERO;

    LiveCell(Zygote zygote, Consumer<Ending> release) {
        this.zygote = zygote;
        this.release = release;
    }

    /** Hands the program over. A failure becomes the cell's ending. */
    void start(Program program) {
        try {
            zygote.wake();
            byte[] request = JSON.writeValueAsBytes(request(program));
            zygote.write(Zygote.PROGRAM, request, 0, request.length);
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
            zygote.kill();
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

    @Override
    public void close() {
        if (ending == null) {
            send(Zygote.CLOSE, new byte[0], 0, 0);
            end();
        }
    }

    private void send(char kind, byte[] data, int offset, int length) {
        synchronized (stdin) {
            if (ending != null || (stdin.closed && kind != Zygote.CLOSE)) {
                return; // the slot may already run another program
            }
            try {
                zygote.write(kind, data, offset, length);
            } catch (IOException e) {
                // The reader meets the same failure and makes it the ending.
                stdin.closed = true;
            }
        }
    }

    /** Takes the next frame. */
    private void advance() {
        try {
            Zygote.Frame frame = zygote.read();
            if (frame.kind == Zygote.OUTPUT) {
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
        Ending read = read(end);
        synchronized (stdin) {
            ending = read;
            try {
                zygote.write(Zygote.CLOSE, new byte[0], 0, 0);
            } catch (IOException e) {
                zygote.kill(); // the next program gets a new one
            }
        }
        release.accept(read);
    }

    private static Ending read(JsonNode end) {
        if (end.has("exited")) {
            return new Ending.Exited(end.get("exited").asInt());
        }
        String killed = end.path("killed").asText("");
        if (killed.equals("CLOSED")) {
            return new Ending.Broken("closed before its end");
        }
        return killed.isEmpty()
                ? new Ending.Broken(end.path("broken").asText("no reason given"))
                : new Ending.Killed(Ending.Reason.valueOf(killed));
    }

    private void fail(IOException e) {
        over.set(true);
        String said = zygote.kill();
        Ending broken = new Ending.Broken("the sandbox process is gone: " + (said.isEmpty() ? e : said));
        synchronized (stdin) {
            ending = broken;
        }
        release.accept(broken);
    }

    private final class Input extends OutputStream {
        private boolean closed;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] data, int offset, int length) {
            if (length > 0) {
                send(Zygote.INPUT, data, offset, length);
            }
        }

        @Override
        public void close() {
            synchronized (stdin) {
                send(Zygote.END_OF_INPUT, new byte[0], 0, 0);
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
