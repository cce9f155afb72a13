package dev.caravan.policy.text.internal.value;

/** Python's {@code None}. */
public enum None {
    NONE
}
