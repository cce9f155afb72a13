package dev.caravan.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.runtime.settings.units.Size;
import dev.caravan.verifier.check.CheckHost.Limits;
import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verdict.Failed;
import dev.caravan.verifier.spi.Verdict.Undecided;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckHostTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch latch = new CountDownLatch(1);
    private final ScriptedVerifier fast = new ScriptedVerifier("fast", submission -> Verdict.right("yes"));
    private final Starts starts = new Starts(Map.of("slow", Map.of("url", "http://x")), new SimpleMeterRegistry());
    private final CheckHost host = host(LONG, new Size(1 << 20));

    @AfterEach
    void close() {
        latch.countDown();
        host.close();
    }

    @Test
    void aVerifierWithAPaceHoldsUpNobodyElse() throws Exception {
        // Given
        ScriptedVerifier slow = new ScriptedVerifier("slow", this::block).at(new Pace(2, LONG));
        List<CompletableFuture<Checked>> blocked = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            blocked.add(host.check(slow, Submission.of("c" + i, "")));
        }

        // When
        Verdict verdict = get(host.check(fast, Submission.of("c", "")));

        // Then
        assertThat(verdict).isEqualTo(Verdict.right("yes"));
        Awaitility.await().until(() -> host.waiting() == 8);
        assertThat(blocked).noneMatch(CompletableFuture::isDone);
        assertThat(meters.get("test.waiting").tag("threads", "slow").gauge().value())
                .isEqualTo(8);
        assertThat(meters.get("test.waiting").tag("threads", "shared").gauge().value())
                .isZero();
        latch.countDown();
        for (CompletableFuture<Checked> each : blocked) {
            assertThat(get(each)).isEqualTo(Verdict.right("released"));
        }
    }

    @Test
    void atMostAsManyChecksRunAsTheVerifierAllows() throws Exception {
        // Given
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ScriptedVerifier slow = new ScriptedVerifier("slow", submission -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                    return Verdict.right("");
                })
                .at(new Pace(3, LONG));

        // When
        List<CompletableFuture<Checked>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(host.check(slow, Submission.of("c" + i, "")));
        }

        // Then
        for (CompletableFuture<Checked> each : all) {
            assertThat(get(each)).isEqualTo(Verdict.right(""));
        }
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void waitingIsNoPartOfACheckOrItsLimit() throws Exception {
        // Given: one thread, a queue that takes several times the limit, and no check that overruns it
        Duration limit = Duration.ofMillis(400);
        Semaphore never = new Semaphore(0);
        ScriptedVerifier slow = new ScriptedVerifier("slow", submission -> {
                    try {
                        return Verdict.right("" + never.tryAcquire(100, TimeUnit.MILLISECONDS));
                    } catch (InterruptedException e) {
                        return Verdict.wrong("interrupted");
                    }
                })
                .at(new Pace(1, limit));

        // When
        List<CompletableFuture<Checked>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(host.check(slow, Submission.of("c" + i, "")));
        }

        // Then
        for (CompletableFuture<Checked> each : all) {
            Checked checked = each.get(1, TimeUnit.MINUTES);
            assertThat(checked.verdict()).isEqualTo(Verdict.right("false"));
            assertThat(checked.nanos()).isLessThan(limit.toNanos());
        }
    }

    @Test
    void anEqualSubmissionIsNotCheckedTwice() throws Exception {
        // Given
        Submission submission = new Submission("5", "5", new Options(Map.of("a", "1", "b", "2")), "What?", Finish.STOP);
        Submission equal = new Submission("5", "5", new Options(Map.of("b", "2", "a", "1")), "What?", Finish.STOP);
        List<Submission> others = List.of(
                new Submission("5 ", "5", submission.options(), "What?", Finish.STOP),
                new Submission("5", "6", submission.options(), "What?", Finish.STOP),
                new Submission("5", "5", new Options(Map.of("a", "1")), "What?", Finish.STOP),
                new Submission("5", "5", submission.options(), "Why?", Finish.STOP),
                new Submission("5", "5", submission.options(), "What?", Finish.LENGTH),
                new Submission("55", "", submission.options(), "What?", Finish.STOP));

        // When
        get(host.check(fast, submission));
        Checked again = host.check(fast, equal).get(1, TimeUnit.MINUTES);
        int afterEqual = fast.calls.get();
        for (Submission other : others) {
            get(host.check(fast, other));
        }

        // Then
        assertThat(again).isEqualTo(new Checked(Verdict.right("yes"), 0));
        assertThat(afterEqual).isEqualTo(1);
        assertThat(fast.calls).hasValue(1 + others.size());
        assertThat(meters.get("test.cache").tag("result", "hit").counter().count())
                .isEqualTo(1);
        assertThat(meters.get("test.cache").tag("result", "miss").counter().count())
                .isEqualTo(1 + others.size());
        assertThat(meters.get("test.verdicts").tag("status", "scored").counter().count())
                .isEqualTo(2 + others.size());
        assertThat(meters.get("test.check").timer().count()).isEqualTo(1 + others.size());
    }

    @Test
    void onlyVerdictsThatHoldAreRemembered() throws Exception {
        // Given
        ScriptedVerifier unsure = new ScriptedVerifier("unsure", submission -> new Undecided("who knows"));
        ScriptedVerifier down = new ScriptedVerifier("down", submission -> new Failed("no connection", true));
        ScriptedVerifier paced = new ScriptedVerifier("paced", submission -> Verdict.right("")).at(new Pace(1, LONG));
        ScriptedVerifier sure = new ScriptedVerifier("sure", submission -> Verdict.right(""))
                .at(new Pace(1, LONG))
                .sayingItIsCacheable();

        // When
        for (ScriptedVerifier verifier : List.of(unsure, down, paced, sure)) {
            for (int i = 0; i < 3; i++) {
                get(host.check(verifier, Submission.of("same", "same")));
            }
        }

        // Then
        assertThat(unsure.calls).hasValue(1);
        assertThat(down.calls).hasValue(3);
        assertThat(paced.calls).hasValue(3);
        assertThat(sure.calls).hasValue(1);
    }

    @Test
    void theCacheForgetsBeforeItGrowsTooLarge() throws Exception {
        // Given: room for a few dozen verdicts
        CheckHost small = host(LONG, new Size(16 << 10));
        try (small) {
            for (int i = 0; i < 2000; i++) {
                get(small.check(fast, Submission.of("c" + i, "")));
            }

            // When
            for (int i = 0; i < 2000; i++) {
                get(small.check(fast, Submission.of("c" + i, "")));
            }

            // Then
            assertThat(fast.calls.get()).isBetween(3800, 4000);
        }
    }

    @Test
    void aReplacedVerifierDoesNotSpeakForItsSuccessor() throws Exception {
        // Given
        ScriptedVerifier successor = new ScriptedVerifier("fast", submission -> Verdict.wrong("no"));
        get(host.check(fast, Submission.of("c", "")));

        // When
        Verdict verdict = get(host.check(successor, Submission.of("c", "")));

        // Then
        assertThat(verdict).isEqualTo(Verdict.wrong("no"));
        assertThat(successor.starts).hasSize(1);
    }

    @Test
    void aVerifierIsStartedOnceWithItsSettingsWhenItIsFirstAsked() throws Exception {
        // Given
        ScriptedVerifier slow = new ScriptedVerifier("slow", submission -> Verdict.right(""));
        ScriptedVerifier never = new ScriptedVerifier("never", submission -> Verdict.right(""));

        // When
        starts.startEagerly(slow);
        starts.startEagerly(never);
        for (int i = 0; i < 3; i++) {
            get(host.check(slow, Submission.of("c" + i, "")));
            get(host.check(fast, Submission.of("c" + i, "")));
        }

        // Then
        assertThat(slow.starts).containsExactly(new Options(Map.of("url", "http://x")));
        assertThat(fast.starts).containsExactly(Options.NONE);
        assertThat(never.starts).isEmpty();
    }

    @Test
    void settingsThatAVerifierRefusesAreAMistakeToFixAndWhatItLacksIsAnError() throws Exception {
        // Given
        ScriptedVerifier refusing = new ScriptedVerifier("slow", submission -> Verdict.right(""))
                .onStart(settings -> settings.only(Set.of("uri")));
        ScriptedVerifier lacking = new ScriptedVerifier("lacking", submission -> Verdict.right(""))
                .onStart(settings -> {
                    throw new IllegalStateException("no sandbox here");
                });

        // When
        Verdict refused = get(host.check(refusing, Submission.of("", "")));
        Verdict lacks = get(host.check(lacking, Submission.of("", "")));

        // Then
        assertThatThrownBy(() -> starts.startEagerly(refusing))
                .isInstanceOf(SettingsException.class)
                .hasMessage("verifiers.slow: unknown option 'url'; known: [uri]");
        assertThat(refused)
                .isEqualTo(new Failed("verifier 'slow' cannot start: unknown option 'url'; known: [uri]", false));
        assertThat(lacks).isEqualTo(new Failed("verifier 'lacking' cannot start: no sandbox here", false));
        assertThat(lacking.calls).hasValue(0);
    }

    private CheckHost host(Duration limit, Size cache) {
        return new CheckHost(starts, new Limits(2, limit, 4, cache), meters, "test");
    }

    private Verdict block(Submission submission) {
        try {
            latch.await();
            return Verdict.right("released");
        } catch (InterruptedException e) {
            return Verdict.wrong("interrupted");
        }
    }

    private static Verdict get(CompletableFuture<Checked> checked) throws Exception {
        return checked.get(1, TimeUnit.MINUTES).verdict();
    }
}
