package dev.caravan.verifier.code.pool;

import dev.caravan.runtime.CaravanException;
import dev.caravan.verifier.sandbox.SandboxSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sandboxes of a process: one pool for all who ask with equal settings. Pools that differ run programs as different users, whatever
 * their settings say, for programs of one user could reach each other where namespaces are denied.
 */
public final class SandboxPools implements AutoCloseable {

    private final Map<SandboxSettings, SandboxPool> pools = new LinkedHashMap<>();
    private final List<SandboxSettings> taken = new ArrayList<>();

    /** The pool of these settings. */
    public synchronized SandboxPool of(SandboxSettings settings) {
        return pools.computeIfAbsent(settings, wanted -> {
            SandboxSettings apart = apart(wanted);
            taken.add(apart);
            return new SandboxPool(String.valueOf(taken.size()), apart);
        });
    }

    /**
     * Measures what holds programs here, by attacks: at once where a minimum is demanded, aside otherwise, so that nobody waits.
     *
     * @throws CaravanException if a minimum that is demanded is not met; it says what failed
     */
    public void start() {
        List<SandboxPool> all = all();
        all.stream().filter(SandboxPool::isDemanded).forEach(SandboxPool::start);
        all.stream().filter(pool -> !pool.isDemanded()).forEach(pool -> {
            Thread thread = new Thread(pool::start, "sandbox-start");
            thread.setDaemon(true);
            thread.start();
        });
    }

    @Override
    public void close() {
        all().forEach(SandboxPool::close);
    }

    private synchronized List<SandboxPool> all() {
        return List.copyOf(pools.values());
    }

    /** With users that no other pool has. */
    private SandboxSettings apart(SandboxSettings wanted) {
        SandboxSettings apart = wanted;
        for (SandboxSettings other : taken) {
            if (apart.user() < other.user() + other.slots() && other.user() < apart.user() + apart.slots()) {
                apart = apart.withUser(highest() + 1);
            }
        }
        return apart;
    }

    private int highest() {
        return taken.stream()
                .mapToInt(other -> other.user() + other.slots() - 1)
                .max()
                .orElse(0);
    }
}
