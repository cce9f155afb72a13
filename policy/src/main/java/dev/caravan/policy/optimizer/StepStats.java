package dev.caravan.policy.optimizer;

/**
 * One optimizer step.
 *
 * @param step its number, the first is 1
 * @param gradientNorm global L2 norm before the clip
 * @param clipped whether the clip took effect
 */
public record StepStats(long step, double gradientNorm, boolean clipped) {}
