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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One slot's pre-warmed interpreter and the frames exchanged with it: a kind (one byte), a length (four bytes) and a payload. It runs one
 * program after the other; it is started when it is first needed and again after it has died.
 */
final class Zygote {

    /** The program and its limits, as JSON. */
    static final char PROGRAM = 'P';
    /** Bytes for the program's standard input. */
    static final char INPUT = 'I';
    /** The end of the standard input. */
    static final char END_OF_INPUT = 'E';
    /** The host is done with the program. */
    static final char CLOSE = 'C';
    /** Bytes of the program's standard output. */
    static final char OUTPUT = 'O';
    /** How the program ended, as JSON. */
    static final char ENDED = 'X';

    private static final int COMPLAINT = 1000;

    private final List<String> command;
    private volatile @Nullable Process process;
    private @Nullable DataOutputStream out;
    private @Nullable DataInputStream in;

    Zygote(List<String> command) {
        this.command = command;
    }

    /** One message of the zygote. */
    static final class Frame {
        final char kind;
        final byte[] payload;

        Frame(char kind, byte[] payload) {
            this.kind = kind;
            this.payload = payload;
        }
    }

    /** The process, started if it does not run. */
    synchronized void wake() throws IOException {
        Process running = process;
        if (running != null && running.isAlive()) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
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
        dying.destroyForcibly();
        try (InputStream complaints = dying.getErrorStream()) {
            byte[] said = complaints.readNBytes(Math.max(0, complaints.available()));
            String text = new String(said, StandardCharsets.UTF_8).strip();
            return text.substring(Math.max(0, text.length() - COMPLAINT));
        } catch (IOException e) {
            return "";
        }
    }
}
