package dev.caravan.curation.prompts;

import dev.caravan.curation.decontamination.Tokens;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Turn;
import java.util.ArrayList;
import java.util.List;

/** A prompt and the tokens of each of its turns, which several rules need. */
record ReadPrompt(Prompt prompt, List<Tokens> texts) {

    static ReadPrompt of(Prompt prompt) {
        return new ReadPrompt(
                prompt,
                prompt.getTurns().stream().map(Turn::getContent).map(Tokens::of).toList());
    }

    Turn turn(int i) {
        return prompt.getTurns().get(i);
    }

    /**
     * What is asked: all turns but the assistant's. As in Tülu 3, an answer may resemble a test question for good
     * reasons.
     */
    Tokens question() {
        List<Tokens> asked = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!turn(i).getRole().equals("assistant")) {
                asked.add(texts.get(i));
            }
        }
        return Tokens.join(asked);
    }
}
