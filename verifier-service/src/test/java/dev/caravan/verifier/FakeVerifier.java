package dev.caravan.verifier;

import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A verifier that does what a test tells it to. */
record FakeVerifier(String name, Function<Submission, Verdict> behaviour) implements Verifier {

    @Override
    public String version() {
        return "fake";
    }

    @Override
    public Verdict verify(Submission submission) {
        return behaviour.apply(submission);
    }

    static FakeVerifier says(String name, Verdict verdict) {
        return new FakeVerifier(name, submission -> verdict);
    }

    /** Returns only when the latch opens, and ignores interrupts meanwhile, as a runaway computation does. */
    static FakeVerifier hangs(String name, CountDownLatch latch) {
        return new FakeVerifier(name, submission -> {
            while (true) {
                try {
                    latch.await();
                    return Verdict.right("late");
                } catch (InterruptedException e) {
                    // a runaway computation does not listen
                }
            }
        });
    }

    /** Fails retriably so many times, then finds everything right. */
    static FakeVerifier recovers(String name, int failures, AtomicInteger calls) {
        return new FakeVerifier(
                name,
                submission -> calls.incrementAndGet() <= failures
                        ? new Verdict.Failed("try later", true)
                        : Verdict.right("recovered"));
    }
}
