package dev.caravan.verifier.code.run;

import dev.caravan.verifier.sandbox.program.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How function tests are written in a language, as far as their text shows it.
 *
 * @param calls whether a check is given the function, so that its name must be known
 * @param checks one of them is in every check
 * @param openings of a definition, {@code %s} standing for the name
 * @param form what a check must do, in words
 */
public record Dialect(boolean calls, List<String> checks, List<String> openings, String form) {

    private static final Dialect PYTHON =
            new Dialect(true, List.of("def check("), List.of("def %s("), "define check(candidate)");
    private static final Dialect JAVASCRIPT = new Dialect(
            true,
            List.of("function check(", "check = "),
            List.of("function %s(", "async function %s(", "const %s = ", "let %s = ", "var %s = "),
            "define check(candidate)");
    private static final Dialect JAVA = new Dialect(
            false,
            List.of(" main(", " check("),
            List.of(),
            "have a static method main(String[]) or check(), which throws if the program is wrong");

    public Dialect {
        checks = List.copyOf(checks);
        openings = List.copyOf(openings);
    }

    public static Dialect of(Language language) {
        return switch (language) {
            case PYTHON -> PYTHON;
            case JAVASCRIPT -> JAVASCRIPT;
            case JAVA -> JAVA;
        };
    }

    /** Whether a line of the code opens the definition of the function. */
    public boolean opens(String code, String function) {
        return openings.stream()
                .map(opening -> opening.replace("%s", function))
                .anyMatch(opening -> code.startsWith(opening) || code.contains("\n" + opening));
    }

    /** Refuses a text that is no check. */
    void require(String test, @Nullable String entryPoint) {
        if (checks.stream().noneMatch(test::contains) || (calls && entryPoint == null)) {
            throw new IllegalArgumentException(
                    "ground truth: 'test' must " + form + (calls ? " and needs 'entry_point'" : ""));
        }
    }
}
