package dev.caravan.curation.prompts.state;

import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Curated;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What curation must remember: the newest verdict of every prompt and all benchmark items. The rest is derived from it.
 */
public interface CurationState {

    @Nullable
    Curated verdict(String promptId);

    void put(Curated verdict);

    void forEachVerdict(Consumer<Curated> action);

    @Nullable
    Benchmark item(String itemId);

    void put(Benchmark item);

    void forEachItem(Consumer<Benchmark> action);
}
