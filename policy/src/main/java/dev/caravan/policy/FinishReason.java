package dev.caravan.policy;

/** Why a sequence ended. */
public enum FinishReason {
    /** One of its stop tokens was generated; it is the last token. */
    STOP,
    /** It reached its {@code maxNewTokens} without one. */
    LENGTH
}
