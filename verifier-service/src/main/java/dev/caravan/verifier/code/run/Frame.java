package dev.caravan.verifier.code.run;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One message between two processes: a kind, a length of four bytes, that many bytes of JSON. */
final class Frame {

    /** What either process may send at a time; the Python side keeps to it. */
    static final int LIMIT = 16 << 20;

    private final char kind;
    private final byte[] body;

    Frame(char kind, byte[] body) {
        this.kind = kind;
        this.body = body;
    }

    char kind() {
        return kind;
    }

    byte[] body() {
        return body;
    }

    /**
     * The next frame, or null where the stream ends.
     *
     * @throws IOException if the frame is longer than {@link #LIMIT}, breaks off, or cannot be read
     */
    static @Nullable Frame read(InputStream in) throws IOException {
        int kind = in.read();
        if (kind < 0) {
            return null;
        }
        DataInputStream data = new DataInputStream(in);
        int length = data.readInt();
        if (length < 0 || length > LIMIT) {
            throw new IOException("a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("a frame broke off");
        }
        return new Frame((char) kind, body);
    }

    void write(OutputStream out) throws IOException {
        out.write(ByteBuffer.allocate(5 + body.length)
                .put((byte) kind)
                .putInt(body.length)
                .put(body)
                .array());
        out.flush();
    }
}
