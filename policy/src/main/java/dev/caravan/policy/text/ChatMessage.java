package dev.caravan.policy.text;

import java.util.Set;

/**
 * One turn of a conversation.
 *
 * @param role as the chat template knows it: system, user, assistant
 * @param content the text, never markup: special tokens that it spells are encoded as ordinary text
 * @param trainable whether a demonstration teaches this turn; only assistant turns can be taught
 */
public record ChatMessage(String role, String content, boolean trainable) {

    static final String ASSISTANT = "assistant";

    /** A template may write any role between the brackets of a special token, so a stranger's role is not let through. */
    private static final Set<String> ROLES = Set.of("system", "user", ASSISTANT, "tool");

    public ChatMessage {
        if (!ROLES.contains(role)) {
            throw new IllegalArgumentException(
                    "unknown role '" + role + "'; it must be system, user, assistant or tool");
        }
        if (trainable && !role.equals(ASSISTANT)) {
            throw new IllegalArgumentException("only an assistant turn can be trainable, not one of " + role);
        }
    }

    /** A turn that is context, not taught. */
    public static ChatMessage of(String role, String content) {
        return new ChatMessage(role, content, false);
    }

    /** An assistant turn that is taught. */
    public static ChatMessage taught(String content) {
        return new ChatMessage(ASSISTANT, content, true);
    }

    boolean fromAssistant() {
        return role.equals(ASSISTANT);
    }
}
