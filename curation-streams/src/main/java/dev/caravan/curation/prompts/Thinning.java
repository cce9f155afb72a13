package dev.caravan.curation.prompts;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Signal;

/**
 * Rule {@code thinning}: does this prompt belong to the share of its skill that the recipe's mix has room for? The
 * value is a hash of the prompt id, uniform in [0, 1); it fails from {@code keep_rate} on. A higher rate therefore
 * keeps all that a lower one kept.
 */
final class Thinning {

    static final String NAME = "thinning";

    /** Seeded, so that it is independent of every other hash of an id. */
    private static final Hasher64 HASHER = Hashing.komihash5_0(0x7468696E6E696E67L);

    private Thinning() {}

    static Signal measure(Prompt prompt) {
        double uniform = (HASHER.hashCharsToLong(prompt.getId()) >>> 11) * 0x1p-53;
        return new Signal(NAME, uniform, prompt.getKeepRate(), uniform >= prompt.getKeepRate(), "");
    }
}
