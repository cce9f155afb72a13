package dev.caravan.curation.prompts.state;

import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Curated;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** State of a batch: gone with the process. */
public final class HeapState implements CurationState {

    private final Map<String, Curated> verdicts = new LinkedHashMap<>();
    private final Map<String, Benchmark> items = new LinkedHashMap<>();

    @Override
    public @Nullable Curated verdict(String promptId) {
        return verdicts.get(promptId);
    }

    @Override
    public void put(Curated verdict) {
        verdicts.put(verdict.getPrompt().getId(), verdict);
    }

    @Override
    public void forEachVerdict(Consumer<Curated> action) {
        verdicts.values().forEach(action);
    }

    @Override
    public @Nullable Benchmark item(String itemId) {
        return items.get(itemId);
    }

    @Override
    public void put(Benchmark item) {
        items.put(item.getId(), item);
    }

    @Override
    public void forEachItem(Consumer<Benchmark> action) {
        items.values().forEach(action);
    }
}
