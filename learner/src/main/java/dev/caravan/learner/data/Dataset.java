package dev.caravan.learner.data;

import dev.caravan.runtime.CaravanException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * What a stage trains on, in an order that does not depend on when it arrived.
 *
 * @param items in training order before any shuffle; not empty
 * @param identity the number of items and a hash of their ids in order
 */
public record Dataset<T>(List<T> items, String identity) {

    /** An item with its id. */
    public record Item<T>(String id, T value) {}

    /**
     * Makes a dataset.
     *
     * @param items in the order of the log
     * @param sort whether to put them in the order of their ids
     * @param what names the data in the error
     * @throws CaravanException if there are none
     */
    public static <T> Dataset<T> of(List<Item<T>> items, boolean sort, String what) {
        if (items.isEmpty()) {
            throw new CaravanException(
                    "there is nothing to train on: no usable " + what
                            + " of this run and stage in the stage's input range; look at the verdicts on curated and at dead-letters");
        }
        List<Item<T>> ordered = new ArrayList<>(items);
        if (sort) {
            ordered.sort(Comparator.comparing(Item::id));
        }
        MessageDigest sha = sha256();
        for (Item<T> item : ordered) {
            sha.update(item.id().getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
        }
        String hash = HexFormat.of().formatHex(sha.digest(), 0, 8);
        return new Dataset<>(ordered.stream().map(Item::value).toList(), ordered.size() + "-" + hash);
    }

    /** Other items in the place of these, one for one. */
    public <U> Dataset<U> with(List<U> others) {
        return new Dataset<>(others, identity);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
