package dev.caravan.curation.prompts.state;

import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Curated;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** State in the stores of a stream task: written in the same transaction as the verdicts, and back after a restart. */
public final class StoredState implements CurationState {

    private final KeyValueStore<String, Curated> verdicts;
    private final KeyValueStore<String, Benchmark> items;

    public StoredState(KeyValueStore<String, Curated> verdicts, KeyValueStore<String, Benchmark> items) {
        this.verdicts = verdicts;
        this.items = items;
    }

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
        try (KeyValueIterator<String, Curated> all = verdicts.all()) {
            all.forEachRemaining(entry -> action.accept(entry.value));
        }
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
        try (KeyValueIterator<String, Benchmark> all = items.all()) {
            all.forEachRemaining(entry -> action.accept(entry.value));
        }
    }
}
