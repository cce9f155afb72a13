package dev.caravan.verifier.check;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers verdicts, as policies repeat themselves: the completions of a group are often the same text. Only what says something about the
 * submission is remembered, an error never. A submission is known by the SHA-256 of everything that a verdict may depend on, so that no
 * completion can be made to pass for another. Thread-safe.
 */
final class VerdictCache {

    /** Bytes of an entry beside its reason: key, verdict, table, and the queues of the cache. */
    private static final int ENTRY_BYTES = 240;

    private final Cache<Key, Verdict> verdicts;

    /** @param most memory for entries; the least recently used go first */
    VerdictCache(Size most) {
        this.verdicts = Caffeine.newBuilder()
                .maximumWeight(most.bytes())
                .<Key, Verdict>weigher(
                        (key, verdict) -> ENTRY_BYTES + 2 * verdict.reason().length())
                .executor(Runnable::run)
                .build();
    }

    @Nullable
    Verdict find(Key key) {
        return verdicts.getIfPresent(key);
    }

    void remember(Key key, Verdict verdict) {
        if (!(verdict instanceof Verdict.Failed)) {
            verdicts.put(key, verdict);
        }
    }

    /** @param start the number of the verifier's start: a verifier that was replaced must not speak for its successor */
    static Key key(int start, Submission submission) {
        MessageDigest digest = sha256();
        update(digest, submission.completion());
        update(digest, submission.groundTruth());
        update(digest, submission.prompt());
        update(digest, submission.finish().name());
        for (Map.Entry<String, String> option :
                new TreeMap<>(submission.options().values()).entrySet()) {
            update(digest, option.getKey());
            update(digest, option.getValue());
        }
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
        return new Key(start, bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    /** The text's UTF-16, which unlike UTF-8 also tells broken surrogates apart, after its length. */
    private static void update(MessageDigest digest, String text) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Character.BYTES * text.length());
        bytes.putInt(text.length()).asCharBuffer().put(text);
        digest.update(bytes.array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    record Key(int start, long a, long b, long c, long d) {}
}
