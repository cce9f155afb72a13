package dev.caravan.learner.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.learner.GrpoSettings;
import dev.caravan.learner.Records;
import dev.caravan.runtime.RetriableException;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.RolloutRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RolloutsProperties {

    private static final Duration NOW = Duration.ZERO;
    private static final int STEPS = 6;
    private static final int PROMPTS_PER_STEP = 3;

    @Property(tries = 200)
    void neverMoreThanStalenessAndOneStepsAreUnderWayAndMinVersionsSaySo(
            @ForAll @IntRange(max = 4) int staleness, @ForAll long seed) {
        // Given
        FakeBus bus = new FakeBus(seed);
        GrpoSettings settings = settings(staleness, 3);
        Rollouts rollouts = new Rollouts(plan(settings), bus, settings, 0, bus::repeatWeights, () -> Instant.EPOCH);
        List<List<String>> batches = new ArrayList<>();
        int mostUnderWay = 0;

        // When
        while (batches.size() < STEPS) {
            Optional<List<Received<Group>>> groups = rollouts.take(NOW);
            mostUnderWay = Math.max(mostUnderWay, rollouts.stepsUnderWay() + (groups.isPresent() ? 1 : 0));
            groups.ifPresent(batch -> batches.add(
                    batch.stream().map(group -> group.value().getGroupId()).toList()));
            bus.answerSome();
        }

        // Then
        assertThat(bus.sentBeforeWeights).isEmpty();
        assertThat(mostUnderWay).isEqualTo(Math.min(staleness + 1, STEPS));
        assertThat(bus.sent).hasSize(STEPS * PROMPTS_PER_STEP).allSatisfy(request -> assertThat(request.getMinVersion())
                .isEqualTo(100 + Math.max(0, request.getStep() - staleness)));
        assertThat(batches.stream().flatMap(List::stream))
                .isSorted()
                .containsExactlyElementsOf(
                        bus.sent.stream().map(RolloutRequest::getGroupId).toList());
    }

    @Property(tries = 200)
    void aRestartFromReplayOffsetsGetsTheSameBatches(
            @ForAll @IntRange(max = 3) int staleness,
            @ForAll @IntRange(min = 1, max = STEPS - 1) int crashAfter,
            @ForAll long seed) {
        // Given: an undisturbed run, and its log as it was when a checkpoint was written after some steps
        FakeBus bus = new FakeBus(seed);
        GrpoSettings settings = settings(staleness, 3);
        Rollouts rollouts = new Rollouts(plan(settings), bus, settings, 0, bus::repeatWeights, () -> Instant.EPOCH);
        List<List<Received<Group>>> expected = new ArrayList<>();
        SortedMap<Integer, Long> replayFrom = null;
        while (expected.size() < STEPS) {
            rollouts.take(NOW).ifPresent(expected::add);
            bus.answerSome();
            if (expected.size() == crashAfter && replayFrom == null) {
                replayFrom = rollouts.replayFrom();
            }
        }

        // When
        FakeBus again = bus.from(replayFrom);
        Rollouts resumed =
                new Rollouts(plan(settings), again, settings, crashAfter, again::repeatWeights, () -> Instant.EPOCH);
        List<List<Received<Group>>> replayed = new ArrayList<>();
        while (replayed.size() < STEPS - crashAfter) {
            resumed.take(NOW).ifPresent(replayed::add);
        }

        // Then
        assertThat(replayed).isEqualTo(expected.subList(crashAfter, STEPS));
        assertThat(again.sent).isEmpty();
    }

    @Test
    void promptsAreVisitedWithoutReplacementAndSeedsDiffer() {
        // Given
        RolloutPlan plan = plan(settings(0, 3));

        // When: 9 prompts, 3 a step
        List<RolloutRequest> epoch = IntStream.range(0, 3)
                .mapToObj(step -> plan.requests(step, Instant.EPOCH))
                .flatMap(List::stream)
                .toList();

        // Then
        assertThat(epoch).extracting(RolloutRequest::getPromptId).doesNotHaveDuplicates();
        assertThat(epoch).extracting(request -> request.getSampling().getSeed()).doesNotHaveDuplicates();
        assertThat(plan.requests(1, Instant.EPOCH))
                .isEqualTo(plan(settings(0, 3)).requests(1, Instant.EPOCH));
    }

    @Test
    void overdueRequestsAreSentAgainAfterTheWeightsThenFailTheStageByName() {
        // Given
        Instant[] now = {Instant.EPOCH};
        FakeBus bus = new FakeBus(1);
        GrpoSettings settings = settings(0, 2);
        Rollouts rollouts = new Rollouts(plan(settings), bus, settings, 0, bus::repeatWeights, () -> now[0]);
        rollouts.take(NOW);
        for (int i = 0; i < 2; i++) {
            now[0] =
                    now[0].plus(settings.groupDeadline()).plus(settings.grace()).plusMillis(1);
            rollouts.take(NOW);
        }
        now[0] = now[0].plus(settings.groupDeadline()).plus(settings.grace()).plusMillis(1);

        // When / Then
        assertThatThrownBy(() -> rollouts.take(NOW))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("run/rlvr/000000/0000")
                .hasMessageContaining("3 requests");
        assertThat(bus.sent).hasSize(3 * PROMPTS_PER_STEP);
        assertThat(bus.sentBeforeWeights).containsExactly(PROMPTS_PER_STEP, 2 * PROMPTS_PER_STEP);
        assertThat(bus.sent.get(PROMPTS_PER_STEP))
                .isEqualTo(RolloutRequest.newBuilder(bus.sent.get(0))
                        .setRequestedAt(Instant.EPOCH
                                .plus(settings.groupDeadline())
                                .plus(settings.grace())
                                .plusMillis(1))
                        .setDeadline(Instant.EPOCH
                                .plus(settings.groupDeadline().multipliedBy(2))
                                .plus(settings.grace())
                                .plusMillis(1))
                        .build());
    }

    @Test
    void aGroupThatComesTwiceCountsOnce() {
        // Given
        FakeBus bus = new FakeBus(1);
        GrpoSettings settings = settings(0, 3);
        Rollouts rollouts = new Rollouts(plan(settings), bus, settings, 0, bus::repeatWeights, () -> Instant.EPOCH);
        rollouts.issue();
        bus.answerAll();
        bus.answer(bus.sent.get(1));

        // When
        List<Received<Group>> groups = rollouts.take(NOW).orElseThrow();

        // Then
        assertThat(groups).extracting(group -> group.value().getGroupId()).doesNotHaveDuplicates();
        assertThat(groups).extracting(Received::offset).doesNotContain((long) PROMPTS_PER_STEP);
    }

    private static GrpoSettings settings(int staleness, int reissues) {
        return SettingsBinder.text(
                        "test",
                        "{steps: %d, prompts_per_step: %d, group_size: 2, staleness: %d, max_reissues: %d}"
                                .formatted(STEPS, PROMPTS_PER_STEP, staleness, reissues))
                .bind(GrpoSettings.class);
    }

    private static RolloutPlan plan(GrpoSettings settings) {
        List<TrainingPrompt> prompts = IntStream.range(0, 9)
                .mapToObj(i -> new TrainingPrompt(
                        Prompt.newBuilder()
                                .setId("p" + i)
                                .setRun("run")
                                .setStage("rlvr")
                                .setTurns(List.of())
                                .setSkill("add")
                                .setSource("test")
                                .setLicence("none")
                                .build(),
                        List.of(1, i),
                        "1 " + i))
                .toList();
        return new RolloutPlan("run", "rlvr", 5, 100, prompts, settings);
    }

    /** Answers requests with empty groups, in its own order, into a log of two partitions. */
    private static final class FakeBus implements RolloutBus {

        private final Random random;
        private final List<Received<Group>> log = new ArrayList<>();
        private final long[] ends = new long[2];
        private final long[] positions = new long[2];
        private final Set<String> answered = new HashSet<>();
        final List<RolloutRequest> sent = new ArrayList<>();

        /** How many requests had been sent each time the weights were sent again. */
        final List<Integer> sentBeforeWeights = new ArrayList<>();

        FakeBus(long seed) {
            random = new Random(seed);
        }

        FakeBus from(Map<Integer, Long> offsets) {
            FakeBus other = new FakeBus(0);
            other.log.addAll(log);
            System.arraycopy(ends, 0, other.ends, 0, 2);
            offsets.forEach((partition, offset) -> other.positions[partition] = offset);
            return other;
        }

        void answerSome() {
            List<RolloutRequest> open = new ArrayList<>(sent.stream()
                    .filter(request -> !answered.contains(request.getGroupId()))
                    .toList());
            for (int i = random.nextInt(3); i > 0 && !open.isEmpty(); i--) {
                answer(open.remove(random.nextInt(open.size())));
            }
        }

        void answerAll() {
            sent.forEach(this::answer);
        }

        void answer(RolloutRequest request) {
            answered.add(request.getGroupId());
            int partition = Math.floorMod(request.getGroupId().hashCode(), 2);
            log.add(new Received<>(
                    "groups",
                    partition,
                    ends[partition]++,
                    0,
                    request.getGroupId(),
                    Records.group(request, List.of(), List.of())));
        }

        void repeatWeights() {
            sentBeforeWeights.add(sent.size());
        }

        @Override
        public void send(RolloutRequest request) {
            sent.add(request);
        }

        @Override
        public List<Received<Group>> poll(Duration atMost) {
            List<Received<Group>> next = new ArrayList<>();
            for (Received<Group> received : log) {
                if (received.offset() >= positions[received.partition()] && next.size() < 4) {
                    next.add(received);
                }
            }
            next.forEach(received -> positions[received.partition()] = received.offset() + 1);
            return next;
        }

        @Override
        public boolean atEnd() {
            return positions[0] == ends[0] && positions[1] == ends[1];
        }

        @Override
        public Map<Integer, Long> positions() {
            return Map.of(0, positions[0], 1, positions[1]);
        }

        @Override
        public void close() {}
    }
}
