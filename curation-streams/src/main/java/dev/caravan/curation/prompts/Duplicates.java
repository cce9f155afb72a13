package dev.caravan.curation.prompts;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.caravan.schemas.Signal;
import java.util.HashMap;
import java.util.Map;

/**
 * Rule {@code duplicate}: is this the first prompt of its run and stage that says this? Compared are roles and
 * normalised texts of all turns, by a 128-bit hash, so that two demonstrations with different answers both stay. The
 * first in the log is the canonical one (prompts are one partition, so the log has one order), and stays so whatever
 * else is decided about it. The value is 1 for a duplicate; the evidence names the canonical prompt.
 */
final class Duplicates {

    static final String NAME = "duplicate";

    private static final Hasher128 HASHER = Hashing.xxh3_128();

    private final Map<HashValue128, String> canonical = new HashMap<>();

    Signal add(ReadPrompt read) {
        String first = canonical.putIfAbsent(hash(read), read.prompt().getId());
        boolean duplicate = first != null;
        return new Signal(NAME, duplicate ? 1.0 : 0.0, 0.0, duplicate, duplicate ? "of " + first : "");
    }

    private static HashValue128 hash(ReadPrompt read) {
        HashStream128 stream = HASHER.hashStream()
                .putString(read.prompt().getRun())
                .putString(read.prompt().getStage());
        for (int i = 0; i < read.texts().size(); i++) {
            stream.putString(read.turn(i).getRole())
                    .putString(read.texts().get(i).normalised());
        }
        return stream.get();
    }
}
