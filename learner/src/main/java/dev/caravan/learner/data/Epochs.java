package dev.caravan.learner.data;

import dev.caravan.learner.algorithm.Shuffle;
import dev.caravan.policy.Seeds;
import java.util.ArrayList;
import java.util.List;

/** Batches of a dataset over several epochs: batch b is a pure function of b. The last one may be smaller. */
public final class Epochs<T> {

    private final Dataset<T> data;
    private final int batchSize;
    private final long items;
    private final int batches;
    private final Shuffle order;

    /**
     * @param batchSize items of one batch
     * @param epochs passes over the data
     * @param maxBatches 0 is no limit
     * @param seed picks the order of each epoch
     * @param shuffle false keeps the order of the data
     */
    public Epochs(Dataset<T> data, int batchSize, int epochs, int maxBatches, long seed, boolean shuffle) {
        this.data = data;
        this.batchSize = batchSize;
        this.items = (long) data.items().size() * epochs;
        int all = Math.toIntExact((items + batchSize - 1) / batchSize);
        this.batches = maxBatches == 0 ? all : Math.min(all, maxBatches);
        this.order = new Shuffle(data.items().size(), Seeds.mix(seed, 0), shuffle);
    }

    /** Batches of all epochs. */
    public int batches() {
        return batches;
    }

    /** Of the dataset. */
    public String identity() {
        return data.identity();
    }

    /** One batch, counted from 0. */
    public List<T> batch(int number) {
        List<T> batch = new ArrayList<>();
        long from = (long) number * batchSize;
        for (long position = from; position < Math.min(items, from + batchSize); position++) {
            batch.add(data.items().get(order.at(position)));
        }
        return batch;
    }
}
