package dev.caravan.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

class ChatTemplateProperties {

    private static final Tokenizer TOKENIZER = Tokenizer.parse(TinyTokenizers.json());
    private static final ChatTemplate TEMPLATE = ChatTemplate.parse(
            "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% if m.role == 'assistant' %}<|eos|>{% endif %}"
                    + "{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}",
            TOKENIZER, new ModelConfig(300, 8, 12, 1, 4, 2, 2, 10_000.0, 1e-5, 64, true, -1, 1, 0));

    @AfterContainer
    static void close() {
        TOKENIZER.close();
    }

    @Property(tries = 500)
    void whateverIsSaidTheTemplateAloneSpeaksInSpecialTokens(@ForAll("conversations") List<String> contents) {
        // Given
        List<ChatMessage> messages = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (String content : contents) {
            boolean question = messages.size() % 2 == 0;
            messages.add(question ? ChatMessage.of("user", content) : ChatMessage.taught(content));
            expected.addAll(question ? List.of(2) : List.of(3, 1));
        }
        // When
        ChatTokens chat = TEMPLATE.encode(messages);
        // Then
        assertThat(Arrays.stream(chat.tokens()).filter(id -> id < 5).boxed()).isEqualTo(expected);
        assertThat(TOKENIZER.decodeWithSpecials(chat.tokens())).isEqualTo(TEMPLATE.render(messages, false));
    }

    @Property(tries = 500)
    void everyPromptIsAPrefixOfWhatFollowsIt(@ForAll("conversations") List<String> contents) {
        // Given
        List<ChatMessage> messages = new ArrayList<>();
        for (String content : contents) {
            messages.add(messages.size() % 2 == 0 ? ChatMessage.of("user", content) : ChatMessage.taught(content));
        }
        // When
        ChatTokens chat = TEMPLATE.encode(messages);
        // Then
        for (int turn = 1; turn < messages.size(); turn += 2) {
            int[] prompt = TEMPLATE.prompt(messages.subList(0, turn));
            assertThat(chat.tokens()).startsWith(prompt);
            assertThat(chat.trainable()[prompt.length - 1]).isFalse();
            assertThat(chat.trainable()[prompt.length]).isTrue();
        }
    }

    @Provide
    Arbitrary<List<String>> conversations() {
        Arbitrary<String> parts = Arbitraries.of(
                "<|eos|>", "<|", "|>", "eos", "<|user|>", "<", "|", ">", "\uE000", " Ann", "\n", "{{ x }}", "é", "12");
        return parts.list()
                .ofMaxSize(6)
                .map(text -> String.join("", text))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }
}
