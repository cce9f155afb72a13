package dev.caravan.learner.rollout;

import dev.caravan.schemas.Prompt;
import java.util.List;

/**
 * A prompt to train on, as the policy sees it.
 *
 * @param prompt what curation kept
 * @param tokens the chat rendered up to the start of the assistant's turn
 * @param text the same as text, for people
 */
public record TrainingPrompt(Prompt prompt, List<Integer> tokens, String text) {

    public TrainingPrompt {
        tokens = List.copyOf(tokens);
    }
}
