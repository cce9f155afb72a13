package dev.caravan.curation.groups;

import dev.caravan.curation.letters.Letters;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.GroupScores;
import dev.caravan.schemas.Preference;
import dev.caravan.schemas.Scored;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * Gathers scored completions by group and releases each group once: when all are there, or when its deadline has
 * passed. A group that verifiers of whole groups have yet to judge is then sent to them, once, and released when their
 * answer comes, or without it when they have taken too long. Open groups are held in memory; the stores hold the same, so
 * that a restart finds them again.
 */
final class GroupAssembler extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {

    private final GroupingSettings settings;
    private final GroupingMeters meters;
    private final PairMiner miner;
    private final Map<String, OpenGroup> open = new HashMap<>();

    private KeyValueStore<String, Scored> arrived;
    private KeyValueStore<String, Long> asked;
    private WindowStore<String, Long> released;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    GroupAssembler(GroupingSettings settings, GroupingMeters meters) {
        this.settings = settings;
        this.meters = meters;
        this.miner = new PairMiner(settings.pairs());
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        arrived = context.getStateStore(GroupingTopology.ARRIVED_STORE);
        asked = context.getStateStore(GroupingTopology.ASKED_STORE);
        released = context.getStateStore(GroupingTopology.RELEASED_STORE);
        open.clear();
        try (KeyValueIterator<String, Scored> all = arrived.all()) {
            all.forEachRemaining(entry -> open(entry.value).add(entry.value));
        }
        try (KeyValueIterator<String, Long> all = asked.all()) {
            all.forEachRemaining(entry -> {
                OpenGroup group = open.get(entry.key);
                if (group != null) {
                    group.asked(entry.value + settings.judging().toMillis());
                }
            });
        }
        context.schedule(settings.tick(), PunctuationType.WALL_CLOCK_TIME, this::releaseOverdue);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (record.value() instanceof GroupScores answer) {
            answered(record, answer);
        } else {
            scored(record, (Scored) record.value());
        }
    }

    private void answered(Record<String, SpecificRecord> record, GroupScores answer) {
        OpenGroup group = open.get(answer.getGroupId());
        if (!answer.getGroupId().equals(record.key())) {
            refuse(record, "its key is not its group id '" + answer.getGroupId() + "'");
        } else if (group == null || !group.isAsked()) {
            // Another answer, or the time for it, came before.
            meters.ignored("late");
        } else {
            List<Scored> judged = GroupJudging.answered(group.completions(), answer.getScored());
            release(answer.getGroupId(), judged, context().currentSystemTimeMs());
        }
    }

    private void scored(Record<String, SpecificRecord> record, @Nullable Scored scored) {
        String fault = fault(record.key(), scored);
        if (scored == null || !fault.isEmpty()) {
            refuse(record, fault);
            return;
        }
        Completion completion = scored.getCompletion();
        if (!open.containsKey(completion.getGroupId()) && isReleased(completion.getGroupId())) {
            meters.ignored("late");
            return;
        }
        OpenGroup group = open(scored);
        if (group.isAsked()) {
            meters.ignored("late");
            return;
        }
        if (group.n() != completion.getN()) {
            refuse(
                    record,
                    "completion " + completion.getId() + " has n=" + completion.getN() + ", its group has n="
                            + group.n());
            return;
        }
        if (!group.add(scored)) {
            meters.ignored("duplicate");
            return;
        }
        if (!group.isComplete() || GroupJudging.isAwaited(group.completions())) {
            arrived.put(completion.getId(), scored);
        }
        if (group.isComplete()) {
            conclude(completion.getGroupId(), group, context().currentSystemTimeMs());
        }
    }

    /** No more completions are waited for. */
    private void conclude(String groupId, OpenGroup group, long now) {
        List<Scored> completions = group.completions();
        if (group.isAsked()) {
            release(groupId, GroupJudging.unanswered(completions), now);
        } else if (GroupJudging.isAwaited(completions)) {
            ask(groupId, group, now);
        } else {
            release(groupId, completions, now);
        }
    }

    private void ask(String groupId, OpenGroup group, long now) {
        List<Scored> completions = group.completions();
        GroupScores question = GroupScores.newBuilder()
                .setGroupId(groupId)
                .setRun(completions.get(0).getCompletion().getRun())
                .setScored(completions)
                .setAt(Instant.ofEpochMilli(now))
                .build();
        context().forward(new Record<>(groupId, question, now), GroupingTopology.GROUP_CHECKS_SINK);
        asked.put(groupId, now);
        group.asked(now + settings.judging().toMillis());
    }

    private void releaseOverdue(long now) {
        List<Map.Entry<String, OpenGroup>> overdue = open.entrySet().stream()
                .filter(entry -> entry.getValue().isOverdue(now))
                .sorted(Map.Entry.comparingByKey())
                .toList();
        overdue.forEach(entry -> conclude(entry.getKey(), entry.getValue(), now));
    }

    private void release(String groupId, List<Scored> completions, long now) {
        Release release = Release.of(completions, miner, Instant.ofEpochMilli(now));
        for (Preference pair : release.pairs()) {
            context().forward(new Record<>(pair.getId(), pair, now), GroupingTopology.PREFERENCES_SINK);
        }
        context().forward(new Record<>(groupId, release.group(), now), GroupingTopology.GROUPS_SINK);
        completions.forEach(each -> arrived.delete(each.getCompletion().getId()));
        asked.delete(groupId);
        released.put(groupId, now, now);
        open.remove(groupId);
        meters.released(release);
    }

    private OpenGroup open(Scored scored) {
        return open.computeIfAbsent(
                scored.getCompletion().getGroupId(),
                id -> new OpenGroup(
                        scored.getCompletion().getN(),
                        context().currentSystemTimeMs() + settings.grace().toMillis()));
    }

    /** Looks as far ahead as back, because a clock may have been set back since. */
    private boolean isReleased(String groupId) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        try (WindowStoreIterator<Long> times =
                released.fetch(groupId, now.minus(settings.memory()), now.plus(settings.memory()))) {
            return times.hasNext();
        }
    }

    private static String fault(@Nullable String key, @Nullable Scored scored) {
        if (scored == null) {
            return "a tombstone: what was scored cannot be taken back";
        }
        Completion completion = scored.getCompletion();
        String expected = completion.getGroupId() + "#" + completion.getIndex();
        if (completion.getGroupId().isBlank() || !completion.getGroupId().equals(key)) {
            return "its key is not its group id '" + completion.getGroupId() + "'";
        }
        if (completion.getIndex() < 0 || completion.getIndex() >= completion.getN()) {
            return "completion " + completion.getId() + " has index " + completion.getIndex() + " of n="
                    + completion.getN();
        }
        return completion.getId().equals(expected)
                ? ""
                : "completion " + completion.getId() + " should be called " + expected;
    }

    private void refuse(Record<String, SpecificRecord> record, String reason) {
        String run = record.value() instanceof Scored scored
                ? scored.getCompletion().getRun()
                : record.value() instanceof GroupScores answer ? answer.getRun() : "";
        context()
                .forward(
                        Letters.about(
                                record,
                                context().recordMetadata().orElseThrow(),
                                GroupingTopology.APPLICATION,
                                run,
                                reason,
                                context().currentSystemTimeMs()),
                        GroupingTopology.DEAD_LETTERS_SINK);
        meters.ignored("refused");
    }
}
