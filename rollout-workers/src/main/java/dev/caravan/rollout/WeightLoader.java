package dev.caravan.rollout;

import dev.caravan.policy.text.Tokenizer;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.policy.weights.ModelFormatException;
import dev.caravan.policy.weights.WeightBundle;
import dev.caravan.policy.weights.WeightPatch;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.WeightKind;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import dev.caravan.schemas.weights.WeightAssembler;
import dev.caravan.schemas.weights.WeightStreamException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes verified weights of the versions on the log, in order. The newest version wins, whatever its number: a resumed learner goes back to
 * its checkpoint's version. What does not verify is reported and never offered; the version before it stays on offer only if the broken
 * one was its successor, because otherwise the learner has left that history.
 */
final class WeightLoader {

    private final WeightAssembler assembler = new WeightAssembler();
    private final Consumer<String> broken;
    private @Nullable Revision newest;

    /** @param broken told about each version that will not be offered: which, why, and where that showed */
    WeightLoader(Consumer<String> broken) {
        this.broken = broken;
    }

    /** The newest verified version; null before the first, and after a break in the history until the next anchor. */
    @Nullable
    Revision newest() {
        return newest;
    }

    /** Takes the next record of the log. */
    void accept(Received<WeightRecord> received) {
        WeightRecord record = received.value();
        if (record == null) {
            return; // the topic has no tombstones; somebody else's say nothing about weights
        }
        try {
            WeightAssembler.Version whole = assembler.accept(record);
            if (whole != null && !isHeld(whole)) {
                newest = load(whole);
            }
        } catch (WeightStreamException e) {
            Revision held = newest;
            if (held != null && !(held.run().equals(e.run()) && e.version() > held.version())) {
                newest = null;
            }
            broken.accept(received.location() + ": " + e.getMessage());
        }
    }

    /** A learner repeats its newest version for workers that lost it; for the others it is no news. */
    private boolean isHeld(WeightAssembler.Version whole) {
        Revision held = newest;
        return held != null
                && held.run().equals(whole.run())
                && held.version() == whole.number()
                && held.digest().equals(whole.manifest().getDigest());
    }

    private Revision load(WeightAssembler.Version whole) {
        WeightManifest manifest = whole.manifest();
        try {
            ModelFolder model = manifest.getKind() == WeightKind.ANCHOR ? anchor(whole) : patched(whole);
            String digest = model.weights().digest();
            if (!digest.equals(manifest.getDigest())) {
                throw new WeightStreamException(
                        whole.run(),
                        whole.number(),
                        "its weights have digest " + digest + ", but the manifest announces " + manifest.getDigest());
            }
            return new Revision(
                    whole.run(), whole.number(), digest, model, tokenizer(model), manifest.getPublishedAt());
        } catch (ModelFormatException e) {
            throw new WeightStreamException(whole.run(), whole.number(), e);
        }
    }

    private static ModelFolder anchor(WeightAssembler.Version whole) {
        return WeightBundle.assemble(
                whole.manifest().getSections().stream()
                        .map(section -> new WeightBundle.Section(section.getName(), section.getBytes()))
                        .toList(),
                whole.drain());
    }

    private ModelFolder patched(WeightAssembler.Version whole) {
        Revision base = newest;
        long wanted = whole.manifest().getBaseVersion();
        if (base == null || !base.run().equals(whole.run()) || base.version() != wanted) {
            throw new WeightStreamException(
                    whole.run(),
                    whole.number(),
                    "it patches version " + wanted + ", but this worker holds " + (base == null ? "none" : base)
                            + "; waiting for the next anchor");
        }
        ModelFolder model = base.model();
        return model.with(WeightPatch.apply(model.weights(), whole.payload()));
    }

    private Tokenizer tokenizer(ModelFolder model) {
        Revision before = newest;
        return before != null && Arrays.equals(before.model().tokenizerJson(), model.tokenizerJson())
                ? before.tokenizer()
                : Tokenizer.parse(model.tokenizerJson());
    }
}
