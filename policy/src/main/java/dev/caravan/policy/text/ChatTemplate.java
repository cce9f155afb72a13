package dev.caravan.policy.text;

import dev.caravan.policy.text.internal.render.Template;
import dev.caravan.policy.text.internal.value.JinjaException;
import dev.caravan.policy.text.internal.value.None;
import dev.caravan.policy.weights.ModelConfig;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.policy.weights.ModelFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A model's chat template together with its tokenizer: conversations in, token ids out.
 *
 * <p>Three things hold for every conversation, and the template is checked for them when it is loaded. What is generated from
 * {@link #prompt} continues it exactly as {@link #encode} would have encoded it: the assistant's turn is tokenised apart from
 * what comes before, and the prompt is a prefix of the demonstration. A taught turn ends with the token that stops generation.
 * And a message is text: special tokens that it spells stay ordinary tokens.
 */
public final class ChatTemplate {

    private final Template template;
    private final Tokenizer tokenizer;
    private final SpecialText specials;
    private final String stop;
    private final Map<String, Object> constants = new HashMap<>();

    private ChatTemplate(Template template, Tokenizer tokenizer, ModelConfig config) {
        this.template = template;
        this.tokenizer = tokenizer;
        specials = new SpecialText(tokenizer);
        stop = tokenizer.special(config.eosId());
        // transformers passes these two as None when there are none, and leaves unknown special tokens undefined.
        constants.put("tools", None.NONE);
        constants.put("documents", None.NONE);
        define("bos_token", config.bosId());
        define("eos_token", config.eosId());
        define("pad_token", config.padId());
    }

    /**
     * The template of a model folder.
     *
     * @param tokenizer the folder's; stays the caller's to close
     * @throws ModelFormatException if it is malformed, or demonstrations rendered by it could not be taught exactly
     */
    public static ChatTemplate of(ModelFolder folder, Tokenizer tokenizer) {
        return parse(folder.chatTemplate(), tokenizer, folder.config());
    }

    /**
     * A template by its source.
     *
     * @param config whose special token ids name {@code bos_token}, {@code eos_token} (the stop token) and {@code pad_token}
     * @throws ModelFormatException as {@link #of}
     */
    public static ChatTemplate parse(String source, Tokenizer tokenizer, ModelConfig config) {
        try {
            ChatTemplate chat = new ChatTemplate(Template.parse(source), tokenizer, config);
            if (chat.stop.isEmpty()) {
                throw new ModelFormatException("config.json: eos_token_id " + config.eosId()
                        + " is no special token of tokenizer.json; give the id of the token that ends a turn");
            }
            chat.lint();
            return chat;
        } catch (JinjaException | TemplateException e) {
            throw new ModelFormatException("chat_template.jinja: " + e.getMessage(), e);
        }
    }

    /**
     * The conversation as text.
     *
     * @param addGenerationPrompt whether to end with what starts the assistant's turn
     * @throws TemplateException if the template refuses the conversation
     */
    public String render(List<ChatMessage> messages, boolean addGenerationPrompt) {
        Map<String, Object> variables = new HashMap<>(constants);
        variables.put("add_generation_prompt", addGenerationPrompt);
        variables.put("messages", messages.stream().map(ChatTemplate::dict).toList());
        try {
            return template.render(variables);
        } catch (JinjaException e) {
            throw new TemplateException(
                    "the chat template fails for turns of "
                            + messages.stream().map(ChatMessage::role).toList() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Ids to generate an assistant's turn from. */
    public int[] prompt(List<ChatMessage> messages) {
        return encode(messages, true).tokens();
    }

    /** Text of {@link #prompt}, with special tokens spelled. */
    public String promptText(List<ChatMessage> messages) {
        return render(messages, true);
    }

    /**
     * Ids of a whole conversation and which of them it teaches.
     *
     * @throws TemplateException if the template refuses it, or renders a trainable turn differently once later turns follow
     */
    public ChatTokens encode(List<ChatMessage> messages) {
        return encode(messages, false);
    }

    /** An assistant's turn in rendered text: [from, to) is what it says, the stop token included. */
    private record Span(int from, int to, boolean trainable) {}

    private ChatTokens encode(List<ChatMessage> plain, boolean addGenerationPrompt) {
        char guard = specials.guardFor(plain);
        List<ChatMessage> messages =
                plain.stream().map(message -> specials.guarded(message, guard)).toList();
        String full = render(messages, addGenerationPrompt);
        IntStream.Builder tokens = IntStream.builder();
        List<Boolean> marks = new ArrayList<>();
        int at = 0;
        for (Span span : spans(messages, full)) {
            append(full.substring(at, span.from()), guard, false, tokens, marks);
            append(full.substring(span.from(), span.to()), guard, span.trainable(), tokens, marks);
            at = span.to();
        }
        append(full.substring(at), guard, false, tokens, marks);
        boolean[] trainable = new boolean[marks.size()];
        for (int i = 0; i < trainable.length; i++) {
            trainable[i] = marks.get(i);
        }
        return new ChatTokens(tokens.build().toArray(), trainable);
    }

    private void append(String text, char guard, boolean mark, IntStream.Builder tokens, List<Boolean> marks) {
        specials.encode(text, guard, id -> {
            tokens.add(id);
            marks.add(mark);
        });
    }

    private List<Span> spans(List<ChatMessage> messages, String full) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            ChatMessage message = messages.get(i);
            if (!message.fromAssistant()) {
                continue;
            }
            String before = render(messages.subList(0, i), true);
            String through = render(messages.subList(0, i + 1), false);
            int from = before.length();
            int end = through.lastIndexOf(stop);
            boolean exact = full.startsWith(through) && through.startsWith(before) && end >= from;
            if (exact) {
                spans.add(new Span(from, end + stop.length(), message.trainable()));
            } else if (message.trainable()) {
                throw new TemplateException("turn " + i + " cannot be taught exactly: " + fault(before, through, full));
            }
        }
        return spans;
    }

    private String fault(String before, String through, String full) {
        if (!through.startsWith(before)) {
            return "the text with the generation prompt is not how the text with the answer begins; the first ends with "
                    + quoteEnd(before);
        }
        return full.startsWith(through)
                ? "it does not end with the stop token " + stop
                        + "; make the template end it so, or set eos_token_id in"
                        + " config.json to the id of the token that does"
                : "the template renders it differently once later turns follow; mark only the last turn trainable";
    }

    private static String quoteEnd(String text) {
        return '"' + text.substring(Math.max(0, text.length() - 40)).replace("\n", "\\n") + '"';
    }

    /** Tries two conversations. */
    private void lint() {
        ChatMessage question = ChatMessage.of("user", "What is it?");
        ChatMessage answer = ChatMessage.taught("An answer.");
        for (List<ChatMessage> before : List.of(
                List.of(question), List.of(question, ChatMessage.of(ChatMessage.ASSISTANT, "This."), question))) {
            List<ChatMessage> messages = new ArrayList<>(before);
            messages.add(answer);
            String full = render(messages, false);
            List<Span> spans = spans(messages, full);
            Span last = spans.get(spans.size() - 1);
            String taught = full.substring(last.from(), last.to());
            if (!taught.contains(answer.content()) || specials.count(taught) != 1) {
                throw new TemplateException("an answer would be taught as \"" + taught.replace("\n", "\\n")
                        + "\", which must hold its text and no special token but the last; does the template honour"
                        + " add_generation_prompt?");
            }
            IntStream.Builder ids = IntStream.builder();
            specials.encode(full, specials.guardFor(messages), ids);
            if (!Arrays.equals(ids.build().toArray(), tokenizer.encode(full))) {
                throw new ModelFormatException("tokenizer.json: text between special tokens is not tokenised on its own"
                        + " (only byte-level tokenizers are supported)");
            }
        }
    }

    private void define(String name, int id) {
        String special = tokenizer.special(id);
        if (!special.isEmpty()) {
            constants.put(name, special);
        }
    }

    private static Map<String, Object> dict(ChatMessage message) {
        return Map.of("role", message.role(), "content", message.content());
    }
}
