package dev.caravan.verifier.check;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A verifier that counts what is asked of it and does as it is told. */
final class ScriptedVerifier implements Verifier {

    final AtomicInteger calls = new AtomicInteger();
    final List<Options> starts = new ArrayList<>();
    private final String name;
    private final Function<Submission, Verdict> behaviour;
    private @Nullable Pace pace;
    private boolean remembered;
    private Consumer<Options> onStart = settings -> {};

    ScriptedVerifier(String name, Function<Submission, Verdict> behaviour) {
        this.name = name;
        this.behaviour = behaviour;
    }

    ScriptedVerifier at(Pace own) {
        pace = own;
        return this;
    }

    ScriptedVerifier sayingItIsCacheable() {
        remembered = true;
        return this;
    }

    ScriptedVerifier onStart(Consumer<Options> action) {
        onStart = action;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Options settings) {
        starts.add(settings);
        onStart.accept(settings);
    }

    @Override
    public Optional<Pace> pace() {
        return Optional.ofNullable(pace);
    }

    @Override
    public boolean cacheable() {
        return remembered || Verifier.super.cacheable();
    }

    @Override
    public Verdict verify(Submission submission) {
        calls.incrementAndGet();
        return behaviour.apply(submission);
    }
}
