package dev.caravan.verifier.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.caravan.verifier.spi.GroupVerifier;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The contract passes a verifier that keeps it, and names each way of breaking it. */
class VerifierContractTest {

    @Test
    void aVerifierThatKeepsTheContractPasses() {
        // When
        Events tests = run(HonestContract.class);

        // Then
        assertThat(failures(tests)).isEmpty();
        assertThat(tests.succeeded().count()).isGreaterThan(40);
        assertThat(tests.aborted().count()).isZero();
    }

    @Test
    void groupsAreJudgedTogether() {
        // When
        Events tests = run(GroupContract.class);

        // Then
        assertThat(failures(tests)).isEmpty();
    }

    @Test
    void aVerdictThatIsNotTheGoldenOneIsShown() {
        // When
        Map<String, String> failures = failures(run(WrongContract.class));

        // Then
        assertThat(failures)
                .hasEntrySatisfying("line 4: Capital of Spain?", message -> assertThat(message)
                        .contains("expected 0, got SCORED 1.0 (always)"))
                .hasEntrySatisfying("line 5: ?", message -> assertThat(message).contains("expected UNDECIDED"));
    }

    @Test
    void aVerifierWithAMemoryIsFound() {
        // When, Then
        assertThat(failures(run(ForgetfulContract.class)))
                .hasEntrySatisfying("saysTheSameAgainInAnyOrderAndFromAnotherInstance()", message -> assertThat(message)
                        .contains("verdicts of round"));
    }

    @Test
    void aVerifierForOneThreadIsFound() {
        // When, Then
        assertThat(failures(run(RacyContract.class)))
                .hasEntrySatisfying("judgesOnSeveralThreadsAsOnOne()", message -> assertThat(message)
                        .contains("verdicts beside other threads"));
    }

    @Test
    void aVerifierThatHangsOrThrowsOnHostileTextIsFound() {
        // When
        Map<String, String> failures = failures(run(FragileContract.class));

        // Then
        assertThat(failures)
                .hasEntrySatisfying(
                        "1 MiB of one letter", message -> assertThat(message).contains("no verdict within PT0.3S"))
                .containsKeys("nothing", "1 MiB of white space");
        assertThat(failures.get("1 MiB of one digit")).contains("never at fault");
    }

    @Test
    void aVerifierThatPaysForListingEveryAnswerIsFound() {
        // When, Then
        assertThat(failures(run(CredulousContract.class)))
                .hasEntrySatisfying("oneTextThatHasEveryAnswerIsNotRightForAll()", message -> assertThat(message)
                        .contains("right for each of 2 different ground truths"));
    }

    @Test
    void aVerifierThatAcceptsAGroundTruthAndThenThrowsIsFound() {
        // When, Then
        assertThat(failures(run(CarelessContract.class)))
                .hasEntrySatisfying("nothing", message -> assertThat(message).contains("empty"));
    }

    @Test
    void whatIsMissingAroundTheClassIsFound() {
        // When
        Map<String, String> failures = failures(run(NamelessContract.class));

        // Then
        assertThat(failures.get("isFoundByTheServiceLoader()")).contains("META-INF/services");
        assertThat(failures.get("hasANameAVersionAndASaneStart()")).contains("name 'Has Spaces' must be lower case");
    }

    @Test
    void aBadGoldenLineIsNamed() {
        // When
        Map<String, String> bad = failures(run(BadGoldenContract.class));
        Map<String, String> absent = failures(run(NoGoldenContract.class));

        // Then
        assertThat(bad).isNotEmpty().allSatisfy((name, message) -> assertThat(message)
                .contains("bad-golden.jsonl line 1: 'expected' must be a score from 0 to 1"));
        assertThat(absent).isNotEmpty().allSatisfy((name, message) -> assertThat(message)
                .contains("there is no resource nowhere.jsonl"));
    }

    private static Events run(Class<?> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents();
    }

    private static Map<String, String> failures(Events tests) {
        Map<String, String> failures = new TreeMap<>();
        for (Event event : tests.failed().list()) {
            Throwable thrown = event.getRequiredPayload(TestExecutionResult.class)
                    .getThrowable()
                    .orElseThrow();
            failures.put(event.getTestDescriptor().getDisplayName(), thrown.toString());
        }
        return failures;
    }

    /** Keeps the contract; the others break it in one way each. */
    public static class Capital implements Verifier {

        @Override
        public String name() {
            return "test.capital";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Verdict verify(Submission submission) {
            if (submission.groundTruth().isBlank()) {
                throw new IllegalArgumentException("the ground truth is empty");
            }
            String answer = submission.completion().strip();
            if (submission.finish().cutOff()) {
                return new Verdict.Undecided("cut off");
            }
            return answer.equals(submission.groundTruth()) ? Verdict.right("same") : Verdict.wrong("other");
        }

        @Override
        public Optional<String> problem(String groundTruth, Options options) {
            return groundTruth.isBlank() ? Optional.of("is empty") : Optional.empty();
        }
    }

    static class HonestContract extends VerifierContract {
        @Override
        protected Verifier verifier() {
            return new Capital();
        }
    }

    static class WrongContract extends VerifierContract {
        @Override
        protected Verifier verifier() {
            return new Capital() {
                @Override
                public Verdict verify(Submission submission) {
                    return Verdict.right("always");
                }
            };
        }
    }

    static class ForgetfulContract extends VerifierContract {
        @Override
        protected Verifier verifier() {
            AtomicInteger calls = new AtomicInteger();
            return new Capital() {
                @Override
                public Verdict verify(Submission submission) {
                    return Verdict.right("call " + calls.incrementAndGet());
                }
            };
        }
    }

    /** Says something else as soon as two checks overlap, and gives them the time to. */
    static class RacyContract extends VerifierContract {
        @Override
        protected Verifier verifier() {
            AtomicReference<CountDownLatch> waiting = new AtomicReference<>();
            return new Capital() {
                @Override
                public Verdict verify(Submission submission) {
                    CountDownLatch other = waiting.getAndSet(null);
                    if (other != null) {
                        other.countDown();
                        return Verdict.wrong("not alone");
                    }
                    CountDownLatch latch = new CountDownLatch(1);
                    waiting.set(latch);
                    try {
                        boolean met = latch.await(20, TimeUnit.MILLISECONDS);
                        waiting.compareAndSet(latch, null);
                        return met ? Verdict.wrong("not alone") : Verdict.right("alone");
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
        }
    }

    static class FragileContract extends VerifierContract {
        @Override
        protected Verifier verifier() {
            return new Capital() {
                @Override
                public Optional<Pace> pace() {
                    return Optional.of(new Pace(1, Duration.ofMillis(300)));
                }

                @Override
                public Verdict verify(Submission submission) {
                    String completion = submission.completion();
                    if (completion.isBlank()) {
                        throw new IllegalStateException("index 0 out of bounds");
                    }
                    if (completion.length() > 100_000 && completion.startsWith("9")) {
                        return new Verdict.Failed("too long", false);
                    }
                    try {
                        new CountDownLatch(completion.length() > 100_000 ? 1 : 0).await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return super.verify(submission);
                }
            };
        }
    }

    static class CredulousContract extends VerifierContract {
        @Override
        protected Verifier verifier() {
            return new Capital() {
                @Override
                public Verdict verify(Submission submission) {
                    return submission.completion().contains(submission.groundTruth())
                            ? Verdict.right("contained")
                            : Verdict.wrong("not contained");
                }
            };
        }
    }

    static class CarelessContract extends VerifierContract {
        @Override
        protected Verifier verifier() {
            return new Capital() {
                @Override
                public Optional<String> problem(String groundTruth, Options options) {
                    return Optional.empty();
                }
            };
        }
    }

    static class NamelessContract extends VerifierContract {
        @Override
        protected Verifier verifier() {
            return new Capital() {
                @Override
                public String name() {
                    return "Has Spaces";
                }
            };
        }
    }

    static class BadGoldenContract extends HonestContract {
        @Override
        protected String golden() {
            return "bad-golden.jsonl";
        }
    }

    static class NoGoldenContract extends HonestContract {
        @Override
        protected String golden() {
            return "nowhere.jsonl";
        }
    }

    /** Rewards what is right by the share of the group that it stands out from. */
    static class GroupContract extends VerifierContract {

        /** Found by nobody's service loader: only what is about groups is of interest here. */
        public static final class Rare extends Capital implements GroupVerifier {

            @Override
            public Verdict verify(Submission submission) {
                return GroupVerifier.super.verify(submission);
            }

            @Override
            public List<Verdict> verifyGroup(List<Candidate> group) {
                return group.stream().map(candidate -> rare(candidate, group)).toList();
            }

            private static Verdict rare(Candidate candidate, List<Candidate> group) {
                if (candidate.reward().isEmpty()) {
                    return Verdict.wrong("no reward");
                }
                String text = candidate.submission().completion();
                long same = group.stream()
                        .filter(other -> other.submission().completion().equals(text))
                        .count();
                return new Verdict.Scored(1.0 / same, "1 of " + same);
            }
        }

        @Override
        protected Verifier verifier() {
            return new Rare();
        }

        @Override
        protected String golden() {
            return "group-golden.jsonl";
        }
    }
}
