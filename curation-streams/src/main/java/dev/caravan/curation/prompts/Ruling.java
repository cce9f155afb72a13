package dev.caravan.curation.prompts;

import dev.caravan.schemas.Curated;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one prompt or benchmark item. */
public sealed interface Ruling {

    /**
     * It was taken in; these verdicts are new. A prompt always gives one, a benchmark item one for each earlier prompt
     * that it touches.
     */
    record Decided(List<Change> changes) implements Ruling {}

    /** It cannot be taken in: it has no id, no text, or the id of something different. Nothing has changed. */
    record Refused(String reason) implements Ruling {}

    /** A verdict and the one that it supersedes, if any. */
    record Change(@Nullable Curated before, Curated after) {}
}
