package dev.caravan.rollout;

import dev.caravan.policy.text.Tokenizer;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.policy.weights.ModelFormatException;
import dev.caravan.policy.weights.WeightBundle;
import dev.caravan.policy.weights.WeightPatch;
import dev.caravan.policy.weights.Weights;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.WeightChunk;
import dev.caravan.schemas.WeightKind;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Puts weight versions together from the records of the log, in order. The newest manifest wins, whatever its number: a
 * resumed learner goes back to its checkpoint's version. What does not verify is reported and never offered; the version
 * before it stays on offer only if the broken one was its successor, because otherwise the learner has left that history.
 */
final class WeightAssembler {

    private final Consumer<String> broken;
    private @Nullable Revision newest;
    private @Nullable Assembly assembly;

    /** @param broken told about each announced version that will not be offered: which, where and why */
    WeightAssembler(Consumer<String> broken) {
        this.broken = broken;
    }

    /** The newest verified version; null before the first, and after a break in the history until the next anchor. */
    @Nullable
    Revision newest() {
        return newest;
    }

    /** Takes the next record of the log. */
    void accept(Received<WeightRecord> received) {
        WeightRecord value = received.value();
        if (value == null) {
            return; // the topic has no tombstones; somebody else's say nothing about weights
        }
        Object payload = value.getPayload();
        if (payload instanceof WeightManifest manifest) {
            begin(received, value, manifest);
        } else if (payload instanceof WeightChunk chunk) {
            append(received, value, chunk);
        }
    }

    private void begin(Received<WeightRecord> received, WeightRecord value, WeightManifest manifest) {
        if (assembly != null) {
            reject("only " + assembly.chunks.size() + " of its " + assembly.manifest.getChunks()
                    + " chunks came before the next manifest at " + received.location());
        }
        assembly = new Assembly(value.getRun(), value.getVersion(), manifest, received.location());
        if (manifest.getChunks() < 1) {
            reject("it has no chunks");
            return;
        }
        Revision base = newest;
        if (manifest.getKind() == WeightKind.PATCH
                && (base == null
                        || !base.run().equals(value.getRun())
                        || base.version() != manifest.getBaseVersion())) {
            reject("it patches version " + manifest.getBaseVersion() + ", but this worker holds "
                    + (base == null ? "none" : base) + "; waiting for the next anchor");
        }
    }

    private void append(Received<WeightRecord> received, WeightRecord value, WeightChunk chunk) {
        Assembly current = assembly;
        if (current == null || !current.run.equals(value.getRun()) || current.version != value.getVersion()) {
            return; // the rest of a version that was rejected, or begun before the oldest record still on the log
        }
        if (chunk.getIndex() != current.chunks.size()) {
            reject("chunk " + current.chunks.size() + " is missing: " + received.location() + " holds chunk "
                    + chunk.getIndex());
            return;
        }
        byte[] data = bytes(chunk.getData());
        if (crc(data) != chunk.getCrc()) {
            reject("chunk " + chunk.getIndex() + " at " + received.location() + " does not match its CRC-32C");
            return;
        }
        current.chunks.add(data);
        if (current.chunks.size() == current.manifest.getChunks()) {
            complete(current);
        }
    }

    private void complete(Assembly done) {
        try {
            Revision revision = done.manifest.getKind() == WeightKind.ANCHOR ? anchor(done) : patch(done);
            String announced = done.manifest.getDigest();
            if (!revision.digest().equals(announced)) {
                reject("its weights have digest " + revision.digest() + ", but the manifest announces " + announced);
                return;
            }
            newest = revision;
            assembly = null;
        } catch (ModelFormatException e) {
            reject(String.valueOf(e.getMessage()));
        }
    }

    private Revision anchor(Assembly done) {
        Iterator<byte[]> drained = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !done.chunks.isEmpty();
            }

            @Override
            public byte[] next() {
                return done.chunks.remove();
            }
        };
        ModelFolder model = WeightBundle.assemble(
                done.manifest.getSections().stream()
                        .map(section -> new WeightBundle.Section(section.getName(), section.getBytes()))
                        .toList(),
                drained);
        Revision before = newest;
        boolean sameTokenizer = before != null && Arrays.equals(before.model().tokenizerJson(), model.tokenizerJson());
        return done.revision(
                model, before != null && sameTokenizer ? before.tokenizer() : Tokenizer.parse(model.tokenizerJson()));
    }

    private Revision patch(Assembly done) {
        Revision base = newest;
        if (base == null) {
            throw new IllegalStateException("a patch was begun without a base");
        }
        int length = Math.toIntExact(
                done.chunks.stream().mapToLong(chunk -> chunk.length).sum());
        ByteBuffer patch = ByteBuffer.allocate(length);
        done.chunks.forEach(patch::put);
        Weights weights = WeightPatch.apply(base.model().weights(), patch.array());
        return done.revision(base.model().with(weights), base.tokenizer());
    }

    private void reject(String reason) {
        Assembly bad = assembly;
        if (bad == null) {
            throw new IllegalStateException("no version is being received: " + reason);
        }
        assembly = null;
        Revision held = newest;
        if (held != null && !(bad.run.equals(held.run()) && bad.version > held.version())) {
            newest = null;
        }
        broken.accept("version " + bad.version + " of run " + bad.run + " announced at " + bad.location
                + " cannot be used: " + reason);
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return bytes;
    }

    private static long crc(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return crc.getValue();
    }

    /** A version whose chunks are still coming. */
    private static final class Assembly {

        private final String run;
        private final long version;
        private final WeightManifest manifest;
        private final String location;
        private final Queue<byte[]> chunks = new ArrayDeque<>();

        Assembly(String run, long version, WeightManifest manifest, String location) {
            this.run = run;
            this.version = version;
            this.manifest = manifest;
            this.location = location;
        }

        Revision revision(ModelFolder model, Tokenizer tokenizer) {
            return new Revision(run, version, model.weights().digest(), model, tokenizer, manifest.getPublishedAt());
        }
    }
}
