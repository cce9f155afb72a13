package dev.caravan.policy.text.internal.value;

/**
 * What a name or attribute that does not exist evaluates to: prints as nothing, is false and empty, and anything else done to
 * it is an error that names it.
 *
 * @param name what was looked for
 */
public record Undefined(String name) {

    /** The error of using this value. */
    public JinjaException error() {
        return new JinjaException("'" + name + "' is undefined");
    }
}
