package dev.caravan.policy.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An anchor: a whole model folder as one sequence of bytes, the files one after the other. The tensors are neither copied to
 * send nor joined when received, so the sum may exceed what an array holds; a single tensor or chunk may not.
 */
public final class WeightBundle {

    /**
     * One file of the bundle.
     *
     * @param name as in the folder
     * @param bytes its length
     */
    public record Section(String name, long bytes) {

        public Section {
            if (bytes < 0) {
                throw new IllegalArgumentException("section " + name + " has a negative length: " + bytes);
            }
        }
    }

    private static final String TENSORS = Shards.SINGLE;

    private final List<Section> sections = new ArrayList<>();
    private final List<ByteBuffer> content = new ArrayList<>();

    private WeightBundle() {}

    /** The folder's configuration, tokenizer, chat template and weights, in this order. */
    public static WeightBundle of(ModelFolder folder) {
        WeightBundle bundle = new WeightBundle();
        bundle.add(ModelFolder.CONFIG, List.of(ByteBuffer.wrap(folder.config().toJson())));
        bundle.add(ModelFolder.TOKENIZER, List.of(ByteBuffer.wrap(folder.tokenizerJson())));
        byte[] template = folder.chatTemplate().getBytes(StandardCharsets.UTF_8);
        bundle.add(ModelFolder.CHAT_TEMPLATE, List.of(ByteBuffer.wrap(template)));
        bundle.add(TENSORS, new SafeTensors(folder.tensors(), Map.of()).encode());
        return bundle;
    }

    /** Names and lengths, which the receiver needs beside the bytes. */
    public List<Section> sections() {
        return List.copyOf(sections);
    }

    /** Length of the whole. */
    public long bytes() {
        return sections.stream().mapToLong(Section::bytes).sum();
    }

    /** The bytes in order, in arrays of {@code chunkBytes} (the last may be shorter); each is made when asked for. */
    public Iterator<byte[]> chunks(int chunkBytes) {
        if (chunkBytes <= 0) {
            throw new IllegalArgumentException("chunkBytes must be positive, got " + chunkBytes);
        }
        Iterator<ByteBuffer> parts = content.iterator();
        long total = bytes();
        return new Iterator<>() {
            private ByteBuffer part = ByteBuffer.allocate(0);
            private long left = total;

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public byte[] next() {
                if (left == 0) {
                    throw new NoSuchElementException();
                }
                byte[] chunk = new byte[(int) Math.min(chunkBytes, left)];
                for (int at = 0; at < chunk.length; ) {
                    if (!part.hasRemaining()) {
                        part = parts.next().duplicate();
                        continue;
                    }
                    int take = Math.min(part.remaining(), chunk.length - at);
                    part.get(chunk, at, take);
                    at += take;
                }
                left -= chunk.length;
                return chunk;
            }
        };
    }

    /**
     * Puts a received bundle together. The digest of the result is for the caller to compare.
     *
     * @param sections as sent, in the same order
     * @param chunks the bytes in order, in pieces of any size
     * @throws ModelFormatException if a section is missing, unknown, malformed or cut short
     */
    public static ModelFolder assemble(List<Section> sections, Iterator<byte[]> chunks) {
        Map<String, byte[]> files = new HashMap<>();
        SafeTensors tensors = null;
        try (InputStream in = new ChunkStream(chunks)) {
            for (Section section : sections) {
                if (section.name().equals(TENSORS)) {
                    tensors = SafeTensors.read(in, section.bytes(), "anchor: " + TENSORS);
                    continue;
                }
                byte[] file = in.readNBytes((int) Math.min(section.bytes(), Integer.MAX_VALUE - 8));
                if (file.length < section.bytes()) {
                    throw new ModelFormatException("anchor: " + section.name() + " ends after " + file.length + " of "
                            + section.bytes() + " bytes");
                }
                files.put(section.name(), file);
            }
            if (in.read() >= 0) {
                throw new ModelFormatException("anchor: there are more bytes than its sections say");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ModelConfig config = ModelConfig.parse(section(files, ModelFolder.CONFIG), "anchor: " + ModelFolder.CONFIG);
        if (tensors == null) {
            throw missing(TENSORS);
        }
        return new ModelFolder(
                config,
                ModelFolder.weights(config, tensors.tensors(), "anchor"),
                section(files, ModelFolder.TOKENIZER),
                new String(section(files, ModelFolder.CHAT_TEMPLATE), StandardCharsets.UTF_8));
    }

    private void add(String name, List<ByteBuffer> parts) {
        sections.add(new Section(
                name, parts.stream().mapToLong(ByteBuffer::remaining).sum()));
        content.addAll(parts);
    }

    private static byte[] section(Map<String, byte[]> files, String name) {
        byte[] file = files.get(name);
        if (file == null) {
            throw missing(name);
        }
        return file;
    }

    private static ModelFormatException missing(String name) {
        return new ModelFormatException("anchor: section " + name + " is missing");
    }

    /** Chunks as a stream, holding one at a time. */
    private static final class ChunkStream extends InputStream {

        private final Iterator<byte[]> chunks;
        private byte @Nullable [] chunk;
        private int at;

        ChunkStream(Iterator<byte[]> chunks) {
            this.chunks = chunks;
        }

        @Override
        public int read() {
            return advance() ? Objects.requireNonNull(chunk)[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (!advance()) {
                return -1;
            }
            byte[] current = Objects.requireNonNull(chunk);
            int take = Math.min(length, current.length - at);
            System.arraycopy(current, at, target, offset, take);
            at += take;
            return take;
        }

        private boolean advance() {
            while (chunk == null || at == chunk.length) {
                if (!chunks.hasNext()) {
                    return false;
                }
                chunk = chunks.next();
                at = 0;
            }
            return true;
        }
    }
}
