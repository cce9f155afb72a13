package dev.caravan.policy.text.internal.value;

/** How large a value may get: a template is a stranger's program and must end in bounded time and memory. */
public final class Limits {

    /** Characters of one text. */
    public static final int TEXT = 4_000_000;

    /** Elements of one list; also what Jinja's sandbox allows {@code range}. */
    public static final int LIST = 100_000;

    private Limits() {}

    /** Fails for a text that would be too long, before it is made. */
    public static int text(long characters) {
        return check(characters, TEXT, "text of characters");
    }

    /** Fails for a list that would be too long, before it is made. */
    public static int list(long elements) {
        return check(elements, LIST, "list of elements");
    }

    private static int check(long size, int limit, String what) {
        if (size > limit) {
            throw new JinjaException("the template makes a " + what + " too large: " + size + ", limit " + limit);
        }
        return (int) Math.max(0, size);
    }
}
