package dev.caravan.verifier.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a judge rates: the four aspects of Tülu 3's preference data (Lambert et al. 2024, section 5.2.1), which are UltraFeedback's. */
enum Aspect {
    INSTRUCTION_FOLLOWING,
    HELPFULNESS,
    HONESTY,
    TRUTHFULNESS;

    private final String rubric = Text.read(label() + ".txt");

    /** As options name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the model is told about it: what to look at, and what each rating means. */
    String rubric() {
        return rubric;
    }

    /** Prompts are resources beside this class. */
    static final class Text {

        private Text() {}

        static String read(String file) {
            try (InputStream in = Aspect.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("no resource " + file);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
