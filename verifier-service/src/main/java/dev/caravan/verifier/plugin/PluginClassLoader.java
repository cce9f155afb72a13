package dev.caravan.verifier.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plug-in's classes before anybody else's, as Kafka Connect does it, and stricter: of the host it sees what both sides must agree on, the
 * verifier API and the logging API, and nothing else. What it needs beside the JDK it ships, in the version that it wants.
 */
final class PluginClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final List<String> SHARED = List.of("dev.caravan.verifier.spi.", "org.slf4j.");

    private final ClassLoader host;

    PluginClassLoader(String name, URL[] classPath, ClassLoader host) {
        super(name, classPath, ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = SHARED.stream().anyMatch(name::startsWith) ? host.loadClass(name) : load(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        if (!name.startsWith("java.")) {
            try {
                return findClass(name);
            } catch (ClassNotFoundException e) {
                // not its own
            }
        }
        return super.loadClass(name, false);
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        all.addAll(Collections.list(getParent().getResources(name)));
        return Collections.enumeration(all);
    }
}
