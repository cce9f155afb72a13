package dev.caravan.verifier.plugin;

import dev.caravan.runtime.CaravanException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A plug-in that cannot be used; the message begins with where it is. */
public final class PluginException extends CaravanException {
    @Serial
    private static final long serialVersionUID = 1;

    public PluginException(Path plugin, String problem, @Nullable Throwable cause) {
        super("plug-in " + plugin + ": " + problem, cause);
    }

    public PluginException(Path plugin, String problem) {
        this(plugin, problem, null);
    }
}
