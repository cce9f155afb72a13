package dev.caravan.verifier.http;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Secrets come from the environment, so that they stand in no file and no log. */
public final class Tokens {

    private Tokens() {}

    /**
     * The value of a variable; nothing if none is named.
     *
     * @param environment looks up a variable, giving null for one that is not set
     * @throws IllegalArgumentException if it is named but not set
     */
    public static Optional<String> read(String variable, Function<String, @Nullable String> environment) {
        if (variable.isEmpty()) {
            return Optional.empty();
        }
        String value = environment.apply(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "token_variable names the environment variable " + variable + ", which is not set");
        }
        return Optional.of(value.strip());
    }
}
