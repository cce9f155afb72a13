package dev.caravan.policy.text;

import java.util.Arrays;

/**
 * A conversation in token ids.
 *
 * @param tokens the ids
 * @param trainable whether position {@code i} is a token that the model shall learn to say: content of a trainable turn and
 *     the stop token after it; as long as {@code tokens}
 */
@SuppressWarnings("ArrayRecordComponent") // a batch row; equals below compares contents
public record ChatTokens(int[] tokens, boolean[] trainable) {

    public ChatTokens {
        if (tokens.length != trainable.length) {
            throw new IllegalArgumentException(tokens.length + " tokens but " + trainable.length + " marks");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChatTokens that
                && Arrays.equals(tokens, that.tokens)
                && Arrays.equals(trainable, that.trainable);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(tokens);
    }
}
