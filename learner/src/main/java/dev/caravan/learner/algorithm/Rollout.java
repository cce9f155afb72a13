package dev.caravan.learner.algorithm;

import dev.caravan.schemas.Completion;
import dev.caravan.schemas.Span;
import java.util.List;

/**
 * A completion with its credit.
 *
 * @param completion what was sampled
 * @param reward what its verifiers gave
 * @param advantage of each of its tokens
 */
public record Rollout(Completion completion, double reward, double advantage) {

    /** Prompt and completion. */
    public int[] tokens() {
        List<Integer> prompt = completion.getPromptTokens();
        List<Integer> sampled = completion.getTokens();
        int[] tokens = new int[prompt.size() + sampled.size()];
        int i = 0;
        for (int token : prompt) {
            tokens[i++] = token;
        }
        for (int token : sampled) {
            tokens[i++] = token;
        }
        return tokens;
    }

    /** Tokens of prompt and completion. */
    public int length() {
        return completion.getPromptTokens().size() + completion.getTokens().size();
    }

    /** Index of the first sampled token in {@link #tokens()}. */
    int from() {
        return completion.getPromptTokens().size();
    }

    /** Sampled tokens, each of which is trained on. */
    int trained() {
        return completion.getTokens().size();
    }

    /** Behaviour log-probs at the places of {@link #tokens()}; 0 in the prompt. */
    float[] behaviour() {
        float[] behaviour = new float[length()];
        int i = from();
        for (float logProb : completion.getLogprobs()) {
            behaviour[i++] = logProb;
        }
        return behaviour;
    }

    /** Whether a token of it was sampled by weights older than {@code version}. */
    boolean isStale(long version) {
        for (Span span : completion.getSpans()) {
            if (span.getVersion() < version) {
                return true;
            }
        }
        return false;
    }
}
