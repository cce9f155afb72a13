package dev.caravan.verifier;

import dev.caravan.verifier.plugin.Plugin;
import dev.caravan.verifier.spi.Verifier;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Verifiers that came together and go together: the class path's, or one build of one plug-in. Once retired it gets no new uses, and closes
 * when the last is over.
 */
final class Tenure {

    private final List<Verifier> verifiers;
    private final Runnable close;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int uses;
    private boolean retired;

    private Tenure(List<Verifier> verifiers, Runnable close) {
        this.verifiers = verifiers;
        this.close = close;
    }

    static Tenure of(List<Verifier> verifiers) {
        return new Tenure(verifiers, () -> verifiers.forEach(Verifier::close));
    }

    /** @param gone told of each verifier before it closes */
    static Tenure of(Plugin plugin, Consumer<Verifier> gone) {
        return new Tenure(plugin.verifiers(), () -> {
            plugin.verifiers().forEach(gone);
            plugin.close();
        });
    }

    /** For messages: a plug-in's verifier says which plug-in it is of. */
    static String describe(Verifier verifier) {
        Class<?> type = verifier.getClass();
        return type.getPackage().equals(Plugin.class.getPackage()) ? verifier.toString() : type.getName();
    }

    List<Verifier> verifiers() {
        return verifiers;
    }

    Verifier verifier(String name) {
        return verifiers.stream()
                .filter(verifier -> verifier.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Only while not retired; the registry's lock sees to that. */
    synchronized VerifierUse use(String name) {
        uses++;
        return new VerifierUse(verifier(name), this::end);
    }

    synchronized void retire() {
        retired = true;
        closeIfIdle();
    }

    /** At once, whatever is in use. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            close.run();
        }
    }

    private synchronized void end() {
        uses--;
        closeIfIdle();
    }

    /** On a thread of its own: a verifier that takes its time to close must not hold up the check that ended last. */
    private void closeIfIdle() {
        if (retired && uses == 0) {
            Thread thread = new Thread(this::close, "verifier-close");
            thread.setDaemon(true);
            thread.start();
        }
    }
}
