package dev.caravan.policy.text.internal.value;

/** A template cannot be parsed or rendered. */
public final class JinjaException extends RuntimeException {

    private final int line;

    /** At a place that the caller will add with {@link #at}. */
    public JinjaException(String message) {
        super(message);
        line = 0;
    }

    private JinjaException(String message, int line, JinjaException cause) {
        super("line " + line + ": " + message, cause);
        this.line = line;
    }

    /** This error with its line, unless it has one already. */
    public JinjaException at(int place) {
        return line > 0 ? this : new JinjaException(String.valueOf(getMessage()), place, this);
    }
}
