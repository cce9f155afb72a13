package dev.caravan.policy;

import java.util.List;

/**
 * A finished sequence.
 *
 * @param id of the {@link Sequence}
 * @param tokens generated ids, the stop token included, the prompt not
 * @param logProbs behaviour log-probs, one per token: of the model's own distribution over the whole vocabulary, before
 *     temperature and top-p. At temperature 1 and top-p 1 that is also the distribution sampled from
 * @param finishReason why it ended
 * @param spans the weights behind each token, in order, without gaps
 */
@SuppressWarnings("ArrayRecordComponent") // identity is the id
public record Generated(String id, int[] tokens, float[] logProbs, FinishReason finishReason, List<Span> spans) {

    public Generated {
        spans = List.copyOf(spans);
    }
}
