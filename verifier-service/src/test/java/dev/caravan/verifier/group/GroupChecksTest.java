package dev.caravan.verifier.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.WorkSettings;
import dev.caravan.runtime.service.Health;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.GroupScores;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.VerdictStatus;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.Completions;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.JudgeSettings;
import dev.caravan.verifier.TestLog;
import dev.caravan.verifier.VerifierRegistry;
import dev.caravan.verifier.lease.Solitude;
import dev.caravan.verifier.spi.GroupVerifier;
import dev.caravan.verifier.spi.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about groups in, answers out, on a real broker. */
class GroupChecksTest {

    @TempDir
    Path dir;

    @Test
    void everyGroupIsAnswered() {
        // Given
        AtomicInteger calls = new AtomicInteger();
        VerifierRegistry registry = new VerifierRegistry(List.of(
                new ShortestCorrectVerifier(),
                new Fake("miscounts", () -> List.of(Verdict.right(""))),
                new Fake("shaky", () -> {
                    if (calls.incrementAndGet() < 3) {
                        throw new IllegalStateException("try later");
                    }
                    return Collections.nCopies(2, Verdict.right("at last"));
                })));
        Judge judge = new Judge(registry, SettingsBinder.defaults(JudgeSettings.class), new SimpleMeterRegistry());
        try (TestLog log = new TestLog(dir);
                judge) {
            GroupChecks checks = new GroupChecks(log.kafka(), judge, new Solitude(), WorkSettings.DEFAULT, 3);
            try (EventWriter writer = log.kafka().writer("test")) {
                ask(
                        writer,
                        "ranked",
                        "shortest_correct",
                        scored("ranked", 0, "ab", 1.0),
                        scored("ranked", 1, "abcd", 1.0),
                        scored("ranked", 2, "a", 0.0),
                        scored("ranked", 3, "abc", null));
                ask(writer, "aborted", "shortest_correct", scored("aborted", 0, "ab", 1.0), aborted("aborted", 1));
                ask(writer, "wrong", "miscounts", scored("wrong", 0, "ab", 1.0), scored("wrong", 1, "abcd", 0.0));
                ask(writer, "shaky", "shaky", scored("shaky", 0, "ab", 1.0), scored("shaky", 1, "abcd", 0.0));
                ask(writer, "unknown", "nowhere", scored("unknown", 0, "ab", 1.0));
                writer.flush();

                // When
                checks.start();
                Map<String, GroupScores> answers = new TreeMap<>();
                log.read(Topics.GROUP_SCORES, all -> all.size() >= 5)
                        .forEach(answer -> answers.put(answer.getGroupId(), answer));
                List<DeadLetter> letters = log.read(Topics.DEAD_LETTERS, all -> all.size() >= 2);

                // Then
                assertThat(answers.values()).allSatisfy(answer -> assertThat(answer.getScored())
                        .allSatisfy(scored -> assertThat(scored.getAwaits()).isEmpty()));
                assertThat(rewards(answers.get("ranked"))).containsExactly(1.0, 0.5, 0.0, null);
                assertThat(answers.get("ranked").getScored().get(1).getVerdicts())
                        .extracting(verdict ->
                                verdict.getVerifier() + " " + verdict.getVersion() + " " + verdict.getScore())
                        .containsExactly("math 1 1.0", "shortest_correct 1 0.0");
                assertThat(rewards(answers.get("aborted"))).containsExactly(1.0, null);
                assertThat(rewards(answers.get("wrong"))).containsExactly(null, null);
                assertThat(rewards(answers.get("shaky"))).containsExactly(1.0, 0.5);
                assertThat(calls).hasValue(3);
                assertThat(rewards(answers.get("unknown"))).containsExactly((Double) null);
                assertThat(letters)
                        .extracting(DeadLetter::getReason)
                        .containsExactlyInAnyOrder(
                                "group wrong: the verifier did not return a verdict for each of the group",
                                "group unknown: unknown verifier 'nowhere'; known: miscounts, shaky, shortest_correct");
                assertThat(checks.health()).isEqualTo(Health.UP);
            } finally {
                checks.close();
            }
        }
    }

    private static void ask(EventWriter writer, String group, String verifier, Scored... scored) {
        VerifierSpec spec = VerifierSpec.newBuilder().setName(verifier).build();
        List<Scored> awaiting = new ArrayList<>();
        for (Scored each : scored) {
            awaiting.add(Scored.newBuilder(each).setAwaits(List.of(spec)).build());
        }
        writer.send(
                Topics.GROUP_CHECKS,
                group,
                GroupScores.newBuilder()
                        .setGroupId(group)
                        .setRun("run")
                        .setScored(awaiting)
                        .setAt(Instant.now())
                        .build());
    }

    private static List<Double> rewards(GroupScores answer) {
        return answer.getScored().stream().map(Scored::getReward).toList();
    }

    private static Scored aborted(String group, int index) {
        Scored scored = scored(group, index, "", null);
        Completion completion = Completion.newBuilder(scored.getCompletion())
                .setFinishReason(FinishReason.ABORTED)
                .build();
        return Scored.newBuilder(scored).setCompletion(completion).build();
    }

    private static Scored scored(String group, int index, String text, Double reward) {
        Completion completion = Completions.of(group, index, text);
        dev.caravan.schemas.Verdict verdict = dev.caravan.schemas.Verdict.newBuilder()
                .setVerifier("math")
                .setVersion("1")
                .setStatus(reward == null ? VerdictStatus.ERROR : VerdictStatus.SCORED)
                .setScore(reward == null ? 0 : reward)
                .setReason("")
                .build();
        return Scored.newBuilder()
                .setCompletion(completion)
                .setVerdicts(List.of(verdict))
                .setReward(reward)
                .setScoredAt(Instant.now())
                .build();
    }

    /** A verifier of groups that does what a test tells it to. */
    private record Fake(String name, java.util.function.Supplier<List<Verdict>> behaviour) implements GroupVerifier {

        @Override
        public String version() {
            return "fake";
        }

        @Override
        public List<Verdict> verifyGroup(List<Candidate> group) {
            return behaviour.get();
        }
    }
}
