package dev.caravan.runtime.settings;

import dev.caravan.runtime.CaravanException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A settings file or an override says something that cannot be. The message starts with the path: {@code recipe.yaml: stages[2].lr}. */
public final class SettingsException extends CaravanException {
    @Serial
    private static final long serialVersionUID = 1;

    public SettingsException(String message) {
        super(message);
    }

    public SettingsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
