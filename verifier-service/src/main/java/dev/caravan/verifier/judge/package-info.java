/**
 * {@code judge}: a language model rates a completion, over any endpoint that speaks OpenAI's chat completions.
 *
 * <p>Start reading at {@link dev.caravan.verifier.judge.JudgeVerifier}, then {@link dev.caravan.verifier.judge.Question} (what the model is
 * asked) and {@link dev.caravan.verifier.judge.Rating} (what counts as an answer).
 */
@NullMarked
package dev.caravan.verifier.judge;

import org.jspecify.annotations.NullMarked;
