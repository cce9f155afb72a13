package dev.caravan.verifier.lease;

/**
 * One record to work on.
 *
 * @param location topic-partition@offset of where it was first leased
 * @param key of the record
 */
public record Task<V>(String location, String key, V value) {}
