package dev.caravan.verifier;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.code.ProgramVerifier;
import dev.caravan.verifier.code.pool.SandboxPools;
import dev.caravan.verifier.plugin.Plugin;
import dev.caravan.verifier.plugin.PluginWatch;
import dev.caravan.verifier.plugin.kafka.KafkaVerifier;
import dev.caravan.verifier.spi.GroupVerifier;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Verifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verifiers of a process by name: those on the class path, and those of plug-ins, which may come, change and go while it runs. A check
 * {@linkplain #use uses} the verifier that was there when the check was asked for, until it is done; a plug-in that was replaced is closed
 * after the last such check. Thread-safe; closing it closes them all.
 */
public final class VerifierRegistry implements AutoCloseable {

    /** Who keeps something for each verifier of a plug-in, as long as it is there. */
    public interface Follower {

        /**
         * A verifier that nobody has used yet.
         *
         * @throws CaravanException if it cannot be used; its plug-in is then refused
         */
        void arriving(Verifier verifier);

        /** A verifier that nobody uses any more and that is about to close; perhaps one that never arrived. */
        void gone(Verifier verifier);
    }

    private static final Logger LOG = LoggerFactory.getLogger(VerifierRegistry.class);

    private final ReadWriteLock change = new ReentrantReadWriteLock();
    private final Map<Path, Tenure> plugins = new ConcurrentHashMap<>();
    private final Map<Path, String> refused = new ConcurrentHashMap<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final SandboxPools sandboxes = new SandboxPools();
    private final Tenure builtIn;
    private volatile SortedMap<String, Tenure> byName;
    private @Nullable PluginWatch watch;

    /**
     * A registry of these verifiers.
     *
     * @throws CaravanException if two have the same name
     */
    public VerifierRegistry(Collection<? extends Verifier> verifiers) {
        this.builtIn = Tenure.of(List.copyOf(verifiers));
        programVerifiers().forEach(verifier -> verifier.share(sandboxes));
        this.byName = with(new TreeMap<>(), builtIn);
    }

    /**
     * All verifiers on the class path, the built-in ones among them.
     *
     * @throws CaravanException if one cannot be loaded, or two have the same name
     */
    public static VerifierRegistry discover() {
        return discover(List.of());
    }

    /** All verifiers that a service's settings ask for: on the class path, from workers, of plug-ins. */
    static VerifierRegistry of(VerifierSettings settings, Kafka kafka) {
        List<Verifier> workers = new ArrayList<>();
        settings.workers().forEach((name, worker) -> workers.add(new KafkaVerifier(name, worker, kafka)));
        VerifierRegistry registry = discover(workers);
        try {
            settings.plugins().ifPresent(folder -> registry.watch(folder, settings.reload()));
            return registry;
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    /** All verifiers on the class path, and others. */
    static VerifierRegistry discover(Collection<? extends Verifier> others) {
        List<Verifier> found = new ArrayList<>(others);
        try {
            ServiceLoader.load(Verifier.class, VerifierRegistry.class.getClassLoader())
                    .forEach(found::add);
        } catch (ServiceConfigurationError e) {
            throw new CaravanException("a verifier on the class path cannot be loaded: " + e.getMessage(), e);
        }
        return new VerifierRegistry(found);
    }

    /**
     * Adds the verifiers of one plug-in.
     *
     * @param path a jar, or a folder of jars or classes
     * @return their names
     * @throws CaravanException if it cannot be loaded or started, or one of its verifiers has the name of another
     */
    public SortedSet<String> load(Path path) {
        Plugin plugin = Plugin.load(path);
        try {
            take(plugin);
        } catch (RuntimeException e) {
            plugin.close();
            throw e;
        }
        return new TreeSet<>(plugin.verifiers().stream().map(Verifier::name).toList());
    }

    /**
     * Adds the plug-ins of a folder, one an entry, and follows its changes: a plug-in that changes is loaded anew and takes the place of its
     * earlier build between two {@linkplain #batch batches}; one that is broken is refused, with a warning, and its earlier build stays.
     *
     * @param every time between two looks at the folder
     * @throws CaravanException if there is no such folder or a plug-in in it cannot be used
     */
    public void watch(Path folder, Duration every) {
        watch = PluginWatch.start(folder, every, new Changes());
    }

    /** Tells of the verifiers of plug-ins, of those that are there at once. */
    public synchronized void follow(Follower follower) {
        for (Tenure plugin : plugins.values()) {
            plugin.verifiers().forEach(follower::arriving);
        }
        followers.add(follower);
    }

    /** The names, sorted. */
    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /** The verifier of that name, or of that {@code name@version}, to ask about; to check with, {@link #use} it. */
    public Optional<Verifier> find(String name) {
        return tenure(name).map(tenure -> tenure.verifier(bare(name)));
    }

    /** Those that run programs, all of them in {@link #sandboxes}. */
    List<ProgramVerifier> programVerifiers() {
        return builtIn.verifiers().stream()
                .filter(ProgramVerifier.class::isInstance)
                .map(ProgramVerifier.class::cast)
                .toList();
    }

    /** Where programs run. */
    SandboxPools sandboxes() {
        return sandboxes;
    }

    /** Whether the verifier of that name judges whole groups. */
    public boolean judgesGroups(String name) {
        return find(name).filter(GroupVerifier.class::isInstance).isPresent();
    }

    /** The verifier of that name, kept until the use is closed. */
    public Optional<VerifierUse> use(String name) {
        change.readLock().lock();
        try {
            return tenure(name).map(tenure -> tenure.use(bare(name)));
        } finally {
            change.readLock().unlock();
        }
    }

    /** Starts several checks that belong together: no verifier changes in between. To be brief: a change waits for it. */
    public void batch(Runnable start) {
        change.readLock().lock();
        try {
            start.run();
        } finally {
            change.readLock().unlock();
        }
    }

    /** What is wrong with how a prompt wants to be judged, to be asked before anything is trained on it; empty if nothing is. */
    public Optional<String> problem(VerifierSpec spec) {
        Optional<VerifierUse> found = use(spec.getName());
        if (found.isEmpty()) {
            return Optional.of(unknown(spec.getName()));
        }
        if (!(spec.getWeight() > 0 && Double.isFinite(spec.getWeight()))) {
            found.get().close();
            return Optional.of("weight of verifier '" + spec.getName() + "' must be above 0: " + spec.getWeight());
        }
        try (VerifierUse use = found.get()) {
            return problem(use.verifier(), spec).map(problem -> "verifier '" + spec.getName() + "': " + problem);
        }
    }

    /** That there is no such verifier, which there are, and which plug-ins were refused. */
    String unknown(String name) {
        String known = "unknown verifier '" + name + "'; known: " + String.join(", ", names());
        return refused.isEmpty() ? known : known + "; refused: " + String.join("; ", refused.values());
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        builtIn.close();
        plugins.values().forEach(Tenure::close);
        sandboxes.close();
    }

    private Optional<Tenure> tenure(String name) {
        String bare = bare(name);
        return Optional.ofNullable(byName.get(bare))
                .filter(tenure -> bare.equals(name)
                        || isVersion(
                                name.substring(bare.length() + 1),
                                tenure.verifier(bare).version()));
    }

    /** A plug-in's version ends in {@code +} and its build, which need not be said. */
    private static boolean isVersion(String asked, String version) {
        return version.equals(asked) || version.startsWith(asked + "+");
    }

    private static String bare(String name) {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    private static Optional<String> problem(Verifier verifier, VerifierSpec spec) {
        try {
            return verifier.problem(spec.getGroundTruth(), new Options(spec.getOptions()));
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of("its own check of the ground truth failed: " + e);
        }
    }

    /** Checked by all before anybody uses it; the earlier build is retired in the same moment. */
    private synchronized void take(Plugin plugin) {
        Tenure fresh = Tenure.of(plugin, this::gone);
        SortedMap<String, Tenure> others = without(plugins.get(plugin.path()));
        SortedMap<String, Tenure> next = with(others, fresh);
        try {
            followers.forEach(follower -> plugin.verifiers().forEach(follower::arriving));
        } catch (RuntimeException e) {
            plugin.verifiers().forEach(this::gone);
            throw e;
        }
        Tenure earlier = plugins.put(plugin.path(), fresh);
        replace(next);
        refused.remove(plugin.path());
        if (earlier != null) {
            earlier.retire();
        }
        LOG.atInfo()
                .addKeyValue("plugin", plugin.path())
                .addKeyValue(
                        "verifiers",
                        plugin.verifiers().stream()
                                .map(verifier -> verifier.name() + " " + verifier.version())
                                .toList())
                .log(earlier == null ? "plug-in loaded" : "plug-in replaced");
    }

    private synchronized void drop(Path path) {
        refused.remove(path);
        Tenure gone = plugins.remove(path);
        if (gone != null) {
            replace(without(gone));
            gone.retire();
            LOG.atInfo().addKeyValue("plugin", path).log("plug-in removed");
        }
    }

    private void replace(SortedMap<String, Tenure> next) {
        change.writeLock().lock();
        try {
            byName = next;
        } finally {
            change.writeLock().unlock();
        }
    }

    private SortedMap<String, Tenure> without(@Nullable Tenure left) {
        SortedMap<String, Tenure> others = new TreeMap<>(byName);
        others.values().removeIf(tenure -> tenure == left);
        return others;
    }

    private static SortedMap<String, Tenure> with(SortedMap<String, Tenure> others, Tenure fresh) {
        SortedMap<String, Tenure> all = new TreeMap<>(others);
        for (Verifier verifier : fresh.verifiers()) {
            Tenure other = all.putIfAbsent(verifier.name(), fresh);
            if (other != null) {
                throw new CaravanException("two verifiers are called '" + verifier.name() + "': "
                        + Tenure.describe(other.verifier(verifier.name())) + " and " + Tenure.describe(verifier)
                        + "; rename one or take it away");
            }
        }
        return all;
    }

    private void gone(Verifier verifier) {
        followers.forEach(follower -> follower.gone(verifier));
    }

    private final class Changes implements PluginWatch.Host {

        @Override
        public void take(Plugin plugin) {
            VerifierRegistry.this.take(plugin);
        }

        @Override
        public void refused(Path path, String reason) {
            refused.put(path, reason);
            LOG.atWarn()
                    .addKeyValue("plugin", path)
                    .addKeyValue("reason", reason)
                    .log(plugins.containsKey(path) ? "plug-in refused; its earlier build stays" : "plug-in refused");
        }

        @Override
        public void drop(Path path) {
            VerifierRegistry.this.drop(path);
        }
    }
}
