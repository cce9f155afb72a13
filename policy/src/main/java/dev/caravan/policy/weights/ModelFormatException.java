package dev.caravan.policy.weights;

/**
 * A model file, patch or bundle is not what it claims to be, or is something this project does not support. The message
 * names the file and the tensor or key, and what to do. Trying again does not help.
 */
public final class ModelFormatException extends RuntimeException {

    /** @param message what failed, where, and what to do */
    public ModelFormatException(String message) {
        super(message);
    }

    /**
     * @param message what failed, where, and what to do
     * @param cause what the parser said
     */
    public ModelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
