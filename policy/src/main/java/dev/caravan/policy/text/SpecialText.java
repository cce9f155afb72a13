package dev.caravan.policy.text;

import dev.caravan.policy.weights.ModelFormatException;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells the special tokens that a chat template writes from those that a message merely spells. Before rendering, a guard
 * character is put into every special token spelled by a message; after rendering, what still looks like one is the
 * template's, and the guards are taken out again. So the template sees every message almost as it is, may cut and trim it, and
 * no message can end a turn or start another.
 */
final class SpecialText {

    private final Tokenizer tokenizer;
    private final Pattern pattern;

    /**
     * @throws ModelFormatException if a special token is so short that it cannot be guarded
     */
    SpecialText(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        for (String special : tokenizer.specials().keySet()) {
            if (special.length() < 2) {
                throw new ModelFormatException("tokenizer.json: special token '" + special
                        + "' is a single character; every message that has it would be misread");
            }
        }
        // The longest first, as one may be the beginning of another; nothing matches (?!).
        String alternatives = tokenizer.specials().keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        pattern = Pattern.compile(alternatives.isEmpty() ? "(?!)" : alternatives);
    }

    /** A private-use character that no message and no special token contains. */
    char guardFor(List<ChatMessage> messages) {
        for (char guard = '\uE000'; guard < '\uF8FF'; guard++) {
            char candidate = guard;
            boolean used = messages.stream()
                            .anyMatch(message -> message.content().indexOf(candidate) >= 0)
                    || tokenizer.specials().keySet().stream().anyMatch(special -> special.indexOf(candidate) >= 0);
            if (!used) {
                return guard;
            }
        }
        throw new TemplateException("the messages use every private-use character");
    }

    ChatMessage guarded(ChatMessage message, char guard) {
        Matcher matcher = pattern.matcher(message.content());
        StringBuilder content = new StringBuilder();
        int copied = 0;
        // Restarting behind the first character finds overlapping spellings too.
        for (int at = 0; matcher.find(at); at = matcher.start() + 1) {
            content.append(message.content(), copied, matcher.start() + 1).append(guard);
            copied = matcher.start() + 1;
        }
        content.append(message.content(), copied, message.content().length());
        return new ChatMessage(message.role(), content.toString(), message.trainable());
    }

    /** Passes on the ids of rendered text: specials where the template wrote them, ordinary tokens elsewhere. */
    void encode(String rendered, char guard, IntConsumer ids) {
        Matcher matcher = pattern.matcher(rendered);
        int at = 0;
        while (matcher.find()) {
            ordinary(rendered.substring(at, matcher.start()), guard, ids);
            ids.accept(tokenizer.id(matcher.group()));
            at = matcher.end();
        }
        ordinary(rendered.substring(at), guard, ids);
    }

    /** Number of special tokens in rendered text. */
    long count(String rendered) {
        return pattern.matcher(rendered).results().count();
    }

    private void ordinary(String text, char guard, IntConsumer ids) {
        for (int id : tokenizer.encodeText(text.replace(String.valueOf(guard), ""))) {
            ids.accept(id);
        }
    }
}
