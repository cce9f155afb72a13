package dev.caravan.verifier.sandbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pre-warmed interpreter of one slot and the frames exchanged with it: a kind (one byte), a length (four bytes) and a payload. It runs one
 * program after the other; it is started when it is first needed and again after it has died.
 */
final class Slot {

    /** The interpreter's own source. */
    static final char BOOT = 'B';
    /** The program and its limits, as JSON. */
    static final char PROGRAM = 'P';
    /** Bytes for the program's standard input. */
    static final char INPUT = 'I';
    /** The end of the standard input. */
    static final char END_OF_INPUT = 'E';
    /** The host is done with the program. */
    static final char CLOSE = 'C';
    /** The walls of the first program stand. */
    static final char READY = 'R';
    /** Instead: they cannot be built on this machine. Anything else is a failure that may pass. */
    static final char UNSUPPORTED = 'U';
    /** Bytes of the program's standard output. */
    static final char OUTPUT = 'O';
    /** How the program ended, as JSON. */
    static final char ENDED = 'X';

    private static final int COMPLAINT = 1000;
    private static final int BY_SIGNAL = 128;

    private final SlotCommand command;
    private volatile @Nullable Process process;
    private @Nullable DataOutputStream out;
    private @Nullable DataInputStream in;
    private int abandoned;

    Slot(SlotCommand command) {
        this.command = command;
    }

    /** One message of the slot. */
    static final class Frame {
        final char kind;
        final byte[] payload;

        Frame(char kind, byte[] payload) {
            this.kind = kind;
            this.payload = payload;
        }
    }

    /**
     * Makes it ready for a program: starts it if it does not run.
     *
     * @throws UnsupportedTierException if it cannot run on this machine
     * @throws IOException if it cannot now
     */
    synchronized void wake() throws IOException {
        Process running = process;
        if (running != null && running.isAlive()) {
            try {
                skipAbandoned();
                return;
            } catch (IOException e) {
                kill(); // it died after its last program
            }
        }
        ProcessBuilder builder = new ProcessBuilder(command.line()).directory(new File("/"));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "LANG", "C.UTF-8",
                        "MALLOC_ARENA_MAX", "2", // each arena would reserve 64 MiB of the program's address space
                        "PATH", "/usr/local/bin:/usr/bin:/bin",
                        "PYTHONHASHSEED", "0")); // sets are iterated alike in every run
        Process started = builder.start();
        process = started;
        out = new DataOutputStream(new BufferedOutputStream(started.getOutputStream(), 1 << 16));
        in = new DataInputStream(new BufferedInputStream(started.getInputStream(), 1 << 16));
        abandoned = 0;
        boot(started);
    }

    private void boot(Process started) throws IOException {
        Frame said;
        try {
            byte[] boot = command.boot().getBytes(StandardCharsets.UTF_8);
            write(BOOT, boot, 0, boot.length);
            said = read();
        } catch (IOException e) {
            throw failure(started, e);
        }
        if (said.kind != READY) {
            kill();
            String reason = new String(said.payload, StandardCharsets.UTF_8);
            throw said.kind == UNSUPPORTED ? new UnsupportedTierException(reason) : new IOException(reason);
        }
    }

    /** An interpreter that ends by itself before it is ready will do so again; one that was killed may not. */
    private IOException failure(Process started, IOException e) {
        try {
            if (started.waitFor(1, TimeUnit.SECONDS) && started.exitValue() < BY_SIGNAL) {
                String complaint = kill();
                return new UnsupportedTierException(complaint.isEmpty() ? "it ends at once: " + started : complaint);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return e;
    }

    private void skipAbandoned() throws IOException {
        while (abandoned > 0) {
            if (read().kind == ENDED) {
                abandoned--;
            }
        }
    }

    /** Nobody waits for the end of the program that was told to close: what it still says is skipped before the next one starts. */
    synchronized void abandon() {
        abandoned++;
    }

    synchronized void write(char kind, byte[] data, int offset, int length) throws IOException {
        DataOutputStream stream = out;
        if (stream == null) {
            throw new EOFException("not running");
        }
        stream.writeByte(kind);
        stream.writeInt(length);
        stream.write(data, offset, length);
        stream.flush();
    }

    /** The next frame; waits for it. One thread at a time. */
    Frame read() throws IOException {
        DataInputStream stream = in;
        if (stream == null) {
            throw new EOFException("not running");
        }
        char kind = (char) stream.readUnsignedByte();
        byte[] payload = new byte[stream.readInt()];
        stream.readFully(payload);
        return new Frame(kind, payload);
    }

    /** Kills it and, through the kernel, all that it has started. Returns the last that it had to say, if anything. */
    String kill() {
        Process dying = process;
        if (dying == null) {
            return "";
        }
        process = null; // the next to need it starts another, however long this one takes to go
        try {
            InputStream complaints = dying.getErrorStream(); // closed with the process
            byte[] said = complaints.readNBytes(Math.max(0, complaints.available()));
            String text = new String(said, StandardCharsets.UTF_8).strip();
            return text.substring(Math.max(0, text.length() - COMPLAINT));
        } catch (IOException e) {
            return "";
        } finally {
            dying.destroyForcibly();
        }
    }
}
