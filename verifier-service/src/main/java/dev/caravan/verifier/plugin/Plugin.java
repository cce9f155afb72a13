package dev.caravan.verifier.plugin;

import dev.caravan.verifier.spi.GroupVerifier;
import dev.caravan.verifier.spi.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One build of a plug-in, loaded: a jar, or a folder of jars or of classes and resources. It is read once and whole; what happens to the
 * files afterwards does not matter to it.
 */
public final class Plugin implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Plugin.class);
    private static final int DIGITS = 12;

    private final Path path;
    private final PluginCopy copy;
    private final PluginClassLoader loader;
    private final List<Verifier> verifiers;

    private Plugin(Path path, PluginCopy copy, PluginClassLoader loader, List<Verifier> verifiers) {
        this.path = path;
        this.copy = copy;
        this.loader = loader;
        this.verifiers = verifiers;
    }

    /**
     * Loads a plug-in and makes its verifiers, which are not started.
     *
     * @throws PluginException if it has no verifier, or one that cannot be made
     */
    public static Plugin load(Path path) {
        if (!Files.exists(path)) {
            throw new PluginException(path, "there is no such file or folder");
        }
        if (!PluginFiles.isJar(path) && !Files.isDirectory(path)) {
            throw new PluginException(path, "is neither a jar nor a folder");
        }
        PluginCopy copy;
        try {
            copy = PluginCopy.of(path);
        } catch (IOException e) {
            throw new PluginException(path, "cannot be read: " + e, e);
        }
        PluginClassLoader loader =
                new PluginClassLoader("plugin-" + path.getFileName(), copy.classPath(), Plugin.class.getClassLoader());
        try {
            String build = "+sha256." + copy.digest().substring(0, DIGITS);
            List<Verifier> verifiers = verifiers(path, loader, build);
            return new Plugin(path, copy, loader, verifiers);
        } catch (RuntimeException e) {
            release(path, loader, copy);
            throw e;
        }
    }

    /** Where it was loaded from. */
    public Path path() {
        return path;
    }

    /** SHA-256 of what was loaded, 64 hexadecimal digits: of a jar the file's; of a folder see plugins.md. */
    public String digest() {
        return copy.digest();
    }

    /** Its verifiers; their versions end in {@code +sha256.} and the digest's first 12 digits. They live as long as this does. */
    public List<Verifier> verifiers() {
        return verifiers;
    }

    /** Closes the verifiers, then their class loader. */
    @Override
    public void close() {
        for (Verifier verifier : verifiers) {
            try {
                verifier.close();
            } catch (RuntimeException | LinkageError e) {
                LOG.atWarn()
                        .setCause(e)
                        .addKeyValue("plugin", path)
                        .addKeyValue("verifier", verifier.name())
                        .log("a verifier failed to close");
            }
        }
        release(path, loader, copy);
    }

    private static List<Verifier> verifiers(Path path, PluginClassLoader loader, String build) {
        List<Verifier> verifiers = new ArrayList<>();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            for (Verifier verifier : ServiceLoader.load(Verifier.class, loader)) {
                verifiers.add(
                        verifier instanceof GroupVerifier group
                                ? new PluginGroupVerifier(path, group, build)
                                : new PluginVerifier(path, verifier, build));
            }
        } catch (Throwable e) {
            // Whatever a plug-in's code does while it is loaded, the host goes on.
            throw new PluginException(path, why(e), e);
        } finally {
            thread.setContextClassLoader(before);
        }
        if (verifiers.isEmpty()) {
            throw new PluginException(
                    path,
                    "names no verifier: META-INF/services/" + Verifier.class.getName()
                            + " must have the name of a class that implements it");
        }
        return List.copyOf(verifiers);
    }

    /** The causes' own words: that of the service loader alone says which class, but not why. */
    private static String why(Throwable error) {
        StringBuilder why = new StringBuilder();
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            why.append(why.isEmpty() ? "" : "; ")
                    .append(
                            cause instanceof ServiceConfigurationError
                                            || cause instanceof PluginVerifier.MisbehavedException
                                    ? cause.getMessage()
                                    : cause.toString());
        }
        if (error instanceof NoClassDefFoundError || error.getCause() instanceof NoClassDefFoundError) {
            why.append("; a plug-in must ship every library that it uses");
        }
        return why.toString();
    }

    private static void release(Path path, PluginClassLoader loader, PluginCopy copy) {
        try {
            loader.close();
            copy.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).addKeyValue("plugin", path).log("a plug-in's copy was not removed");
        }
    }
}
