package dev.caravan.policy;

/**
 * Which weights made a run of generated tokens.
 *
 * @param fromToken first generated token, counted from 0 after the prompt
 * @param toToken one past the last
 * @param version of the weights
 * @param digest of the weights, {@link dev.caravan.policy.weights.Weights#digest()}
 */
public record Span(int fromToken, int toToken, long version, String digest) {}
