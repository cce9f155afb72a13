package dev.caravan.verifier.check;

import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Verifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts each verifier once, before its first check, with what the settings say under its name. A verifier that nobody asks for is never
 * started, so that what it needs (a sandbox, an endpoint) need not be there. Thread-safe.
 */
public final class Starts {

    private static final Logger LOG = LoggerFactory.getLogger(Starts.class);

    private final Map<String, Options> settings = new HashMap<>();
    private final MeterRegistry meters;
    private final Map<String, Start> started = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * @param settings by verifier's name
     * @param meters for verifiers that have meters of their own, such as a sandbox's
     */
    public Starts(Map<String, Map<String, String>> settings, MeterRegistry meters) {
        this.meters = meters;
        settings.forEach((name, values) -> this.settings.put(name, new Options(values)));
    }

    /**
     * Starts a verifier now, for those whose settings are given: a mistake in them should end the host at once.
     *
     * @throws SettingsException if the verifier refuses its settings
     */
    public void startEagerly(Verifier verifier) {
        if (settings.containsKey(verifier.name())) {
            of(verifier).refusal().ifPresent(refusal -> {
                throw new SettingsException("verifiers." + verifier.name() + ": " + refusal);
            });
        }
    }

    /**
     * Starts a verifier that has come while others run.
     *
     * @throws CaravanException if it does not start
     */
    public void startOrRefuse(Verifier verifier) {
        String problem = of(verifier).problem();
        if (!problem.isEmpty()) {
            throw new CaravanException("verifier '" + verifier.name() + "' does not start: " + problem);
        }
    }

    /** Lets go of a verifier that is gone. */
    public void forget(Verifier verifier) {
        started.values().removeIf(start -> start.verifier() == verifier);
    }

    /** The names that there are settings for. */
    public Set<String> configured() {
        return Set.copyOf(settings.keySet());
    }

    /** Starts the verifier if this instance has not been started, and says how that went. */
    Start of(Verifier verifier) {
        String key = verifier.name() + "@" + verifier.version();
        Start known = started.get(key);
        if (known != null && known.verifier() == verifier) {
            return known;
        }
        return started.compute(
                key,
                (name, earlier) -> earlier != null && earlier.verifier() == verifier
                        ? earlier
                        : start(verifier, count.incrementAndGet()));
    }

    private Start start(Verifier verifier, int number) {
        try {
            verifier.start(settings.getOrDefault(verifier.name(), Options.NONE));
            if (verifier instanceof MeterBinder binder) {
                binder.bindTo(meters);
            }
            return new Start(verifier, number, "", false);
        } catch (IllegalArgumentException e) {
            return new Start(verifier, number, String.valueOf(e.getMessage()), true);
        } catch (RuntimeException | LinkageError e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("verifier", verifier.name())
                    .log("cannot start; its checks are errors");
            return new Start(verifier, number, String.valueOf(e.getMessage()), false);
        }
    }

    /**
     * How a start went.
     *
     * @param number of this start among all: another instance under the same name and version has another
     * @param problem why it cannot be used; empty if it can
     * @param settingsRefused whether that is its settings' fault
     */
    record Start(Verifier verifier, int number, String problem, boolean settingsRefused) {
        Optional<String> refusal() {
            return settingsRefused ? Optional.of(problem) : Optional.empty();
        }
    }
}
