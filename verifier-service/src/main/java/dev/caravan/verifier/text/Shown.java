package dev.caravan.verifier.text;

/** Texts as reasons quote them. */
public final class Shown {

    private static final int MOST = 80;

    private Shown() {}

    /** The text, or its beginning if it is long. */
    public static String of(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }
}
