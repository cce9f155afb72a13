package dev.caravan.verifier.plugin;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A verifier of a plug-in as the host sees it: its name and version are asked once, it runs with its own class loader as the thread's, and a
 * class that is missing at a check says which plug-in lacks it.
 */
sealed class PluginVerifier implements Verifier permits PluginGroupVerifier {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*(\\.[a-z0-9_-]+)*");

    private final Path plugin;
    private final Verifier verifier;
    private final String name;
    private final String version;

    /** @param build what is added to its version */
    PluginVerifier(Path plugin, Verifier verifier, String build) {
        this.plugin = plugin;
        this.verifier = verifier;
        this.name = said(verifier, "name", verifier.name());
        if (!NAME.matcher(name).matches()) {
            throw new MisbehavedException(
                    verifier,
                    "name '" + name
                            + "' must be lower-case letters, digits, _ and -, in parts separated by dots, as in acme.sql");
        }
        this.version = said(verifier, "version", verifier.version()) + build;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void start(Options settings) {
        within(() -> {
            verifier.start(settings);
            return name;
        });
    }

    @Override
    public Optional<Pace> pace() {
        return within(verifier::pace);
    }

    @Override
    public boolean cacheable() {
        return within(verifier::cacheable);
    }

    @Override
    public Verdict verify(Submission submission) {
        return within(() -> verifier.verify(submission));
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        return within(() -> verifier.problem(groundTruth, options));
    }

    @Override
    public void close() {
        within(() -> {
            verifier.close();
            return name;
        });
    }

    /** Class name and plug-in, for messages about two of one name. */
    @Override
    public String toString() {
        return verifier.getClass().getName() + " of plug-in " + plugin;
    }

    <T> T within(Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(verifier.getClass().getClassLoader());
        try {
            return call.get();
        } catch (NoClassDefFoundError | ExceptionInInitializerError e) {
            // Trying again does not make a class appear.
            throw new IllegalArgumentException(
                    new PluginException(plugin, "lacks a class, or one that fails to initialise: " + e).getMessage(),
                    e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String said(Verifier verifier, String what, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new MisbehavedException(verifier, what + " must not be empty");
        }
        return value;
    }

    /** A verifier that does not keep to its interface. */
    static final class MisbehavedException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        MisbehavedException(Verifier verifier, String problem) {
            super(verifier.getClass().getName() + ": " + problem);
        }
    }
}
