package dev.caravan.verifier.sandbox.program;

import java.util.Locale;

/** What a program is written in. */
public enum Language {
    /** CPython as installed, its standard library, no packages. */
    PYTHON,
    /** One source file with a {@code main}, compiled in memory. */
    JAVA,
    /** Node.js, CommonJS. */
    JAVASCRIPT;

    /** Its name in messages to the sandbox. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
