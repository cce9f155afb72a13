package dev.caravan.verifier;

import dev.caravan.runtime.CaravanException;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Verifier;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The verifiers of a process by name. Immutable; closing it closes them. */
public final class VerifierRegistry implements AutoCloseable {

    private final TreeMap<String, Verifier> verifiers = new TreeMap<>();

    /**
     * A registry of these verifiers.
     *
     * @throws CaravanException if two have the same name
     */
    public VerifierRegistry(Collection<? extends Verifier> verifiers) {
        for (Verifier verifier : verifiers) {
            Verifier other = this.verifiers.putIfAbsent(verifier.name(), verifier);
            if (other != null) {
                throw new CaravanException("two verifiers are called '" + verifier.name() + "': "
                        + other.getClass().getName() + " and "
                        + verifier.getClass().getName()
                        + "; rename one or take its jar off the class path");
            }
        }
    }

    /**
     * All verifiers on the class path, the built-in ones among them.
     *
     * @throws CaravanException if one cannot be loaded, or two have the same name
     */
    public static VerifierRegistry discover() {
        try {
            List<Verifier> found = ServiceLoader.load(Verifier.class, VerifierRegistry.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            return new VerifierRegistry(found);
        } catch (ServiceConfigurationError e) {
            throw new CaravanException("a verifier on the class path cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** The names, sorted. */
    public SortedSet<String> names() {
        return new TreeSet<>(verifiers.keySet());
    }

    /** The verifier of that name, or of that {@code name@version}. */
    public Optional<Verifier> find(String name) {
        int at = name.indexOf('@');
        if (at < 0) {
            return Optional.ofNullable(verifiers.get(name));
        }
        return Optional.ofNullable(verifiers.get(name.substring(0, at)))
                .filter(verifier -> verifier.version().equals(name.substring(at + 1)));
    }

    /** What is wrong with how a prompt wants to be judged, to be asked before anything is trained on it; empty if nothing is. */
    public Optional<String> problem(VerifierSpec spec) {
        Verifier verifier = verifiers.get(spec.getName());
        if (verifier == null) {
            return Optional.of(unknown(spec.getName()));
        }
        if (!(spec.getWeight() > 0 && Double.isFinite(spec.getWeight()))) {
            return Optional.of("weight of verifier '" + spec.getName() + "' must be above 0: " + spec.getWeight());
        }
        return verifier.problem(spec.getGroundTruth(), new Options(spec.getOptions()))
                .map(problem -> "verifier '" + spec.getName() + "': " + problem);
    }

    String unknown(String name) {
        return "unknown verifier '" + name + "'; known: " + String.join(", ", verifiers.keySet());
    }

    @Override
    public void close() {
        verifiers.values().forEach(Verifier::close);
    }
}
