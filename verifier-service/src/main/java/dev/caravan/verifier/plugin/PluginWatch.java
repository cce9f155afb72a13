package dev.caravan.verifier.plugin;

import dev.caravan.runtime.CaravanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of plug-ins, one an entry, looked at again and again. A plug-in whose files have changed, and then not between two looks (a
 * copy that is still under way is let finish), is loaded from anew and handed to the host; one that cannot be loaded is refused with the reason,
 * and the host keeps what it has. Polling, because change notifications do not cross network file systems and mounted volumes.
 */
public final class PluginWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginWatch.class);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final Look GONE = new Look(List.of(), null);

    /** Who uses the plug-ins. Called by one thread at a time. */
    public interface Host {

        /**
         * Takes a plug-in over from now on, instead of an earlier build at the same path if there is one.
         *
         * @throws CaravanException if it cannot; it has then kept the earlier build, and the watch closes this one
         */
        void take(Plugin plugin);

        /** The plug-in at this path cannot be used, for this reason. */
        void refused(Path path, String reason);

        /** The plug-in at this path is no longer there. */
        void drop(Path path);
    }

    private final Path folder;
    private final Duration every;
    private final Host host;
    private final Map<Path, Look> tried = new HashMap<>();
    private final Map<Path, Look> seen = new HashMap<>();
    private final Thread thread;

    /**
     * Loads every plug-in in the folder and goes on watching.
     *
     * @throws CaravanException if one of them cannot be used, or there is no such folder
     */
    public static PluginWatch start(Path folder, Duration every, Host host) {
        PluginWatch watch = new PluginWatch(folder, every, host);
        watch.loadAll();
        watch.thread.start();
        return watch;
    }

    PluginWatch(Path folder, Duration every, Host host) {
        this.folder = folder;
        this.every = every;
        this.host = host;
        this.thread = new Thread(this::run, "plugin-watch");
        thread.setDaemon(true);
    }

    /** Stops looking. The plug-ins are the host's. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void loadAll() {
        if (!Files.isDirectory(folder)) {
            throw new CaravanException(
                    "the folder of plug-ins " + folder + " is not there; make it or change 'plugins'");
        }
        try {
            for (Path path : PluginFiles.plugins(folder)) {
                Look now = Look.at(path);
                tried.put(path, now);
                load(path, now);
            }
        } catch (IOException e) {
            throw new CaravanException("the folder of plug-ins " + folder + " cannot be read: " + e, e);
        }
    }

    /** Looks once. */
    void look() throws IOException {
        Set<Path> all = new HashSet<>(tried.keySet());
        all.addAll(PluginFiles.plugins(folder));
        for (Path path : all) {
            Look now = Look.at(path);
            Look before = seen.put(path, now);
            boolean news = tried.containsKey(path) ? !now.equals(tried.get(path)) : !now.equals(GONE);
            if (news && now.equals(before)) {
                change(path, now);
            }
        }
    }

    private void change(Path path, Look now) {
        if (now.equals(GONE)) {
            tried.remove(path);
            seen.remove(path);
            host.drop(path);
            return;
        }
        tried.put(path, now);
        try {
            load(path, now);
        } catch (CaravanException e) {
            host.refused(path, String.valueOf(e.getMessage()));
        }
    }

    private void load(Path path, Look now) {
        if (now.problem() != null) {
            throw new PluginException(path, "cannot be read: " + now.problem());
        }
        Plugin plugin = Plugin.load(path);
        try {
            host.take(plugin);
        } catch (CaravanException e) {
            plugin.close();
            throw e;
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(every.toMillis());
                try {
                    look();
                } catch (IOException | RuntimeException e) {
                    LOG.atWarn().setCause(e).addKeyValue("folder", folder).log("the plug-ins cannot be looked at");
                }
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("no longer watching the plug-ins");
        }
    }

    /**
     * A plug-in's files at one moment.
     *
     * @param problem why they cannot be listed; null if they can
     */
    private record Look(List<PluginFiles.Entry> files, @Nullable String problem) {

        /** One that cannot be listed keeps nobody from looking at the others. */
        static Look at(Path plugin) {
            try {
                return Files.exists(plugin) ? new Look(PluginFiles.list(plugin), null) : GONE;
            } catch (IOException e) {
                return new Look(List.of(), e.toString());
            }
        }
    }
}
