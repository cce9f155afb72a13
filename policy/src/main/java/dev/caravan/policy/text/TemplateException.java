package dev.caravan.policy.text;

/**
 * A conversation cannot be turned into tokens: the chat template refuses it (roles that do not alternate, say), or no exact
 * span of it can be taught. The fault of the conversation; the message says which rule. Trying again does not help.
 */
public final class TemplateException extends IllegalArgumentException {

    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
