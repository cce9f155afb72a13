/**
 * From conversations to token ids and back, exactly as the model's Hugging Face folder says.
 *
 * <p>Start reading at {@link dev.caravan.policy.text.ChatTemplate}: it renders {@code chat_template.jinja}, tokenises the
 * result and says which tokens a demonstration teaches. {@link dev.caravan.policy.text.TinyTokenizer} makes the tokenizer of a
 * small model. Everything is safe to share between threads.
 */
@NullMarked
package dev.caravan.policy.text;

import org.jspecify.annotations.NullMarked;
