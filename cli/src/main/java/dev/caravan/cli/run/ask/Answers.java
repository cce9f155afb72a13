package dev.caravan.cli.run.ask;

import dev.caravan.cli.run.log.RunContext;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.RolloutRequest;
import dev.caravan.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks for completions and waits for their groups. A group that comes back without all its rewards or not at all, because workers or
 * verifiers died on it, is asked for again under a new id, twice; then the run stops, since a missing answer is not a wrong one.
 */
public final class Answers implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int ATTEMPTS = 3;

    /** After a deadline: grouping has its own grace, and what it released has to get here. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final RunContext context;
    private final LogReader<Group> reader;
    private final Map<String, Group> early = new HashMap<>();

    /** Reads groups from now on; of a resumed run, all there have been, because some answers may be there already. */
    public Answers(RunContext context) {
        this.context = context;
        this.reader = context.kafka().reader(Topics.GROUPS, context.resumed() ? From.BEGINNING : From.END);
        while (context.resumed() && !reader.atEnd()) {
            keep(reader.poll(POLL));
        }
    }

    /**
     * Rewards of each request's completions, by the id that it was given.
     *
     * @param deadline time for each attempt
     */
    Map<String, List<Double>> to(List<RolloutRequest> requests, Duration deadline) {
        Map<String, RolloutRequest> open = new LinkedHashMap<>();
        requests.forEach(request -> open.put(request.getGroupId(), request));
        Map<String, List<Double>> answers = new HashMap<>();
        for (int attempt = 1; attempt <= ATTEMPTS && !open.isEmpty(); attempt++) {
            Map<String, String> ids = new HashMap<>();
            for (RolloutRequest request : open.values()) {
                ids.put(send(request, attempt, deadline), request.getGroupId());
            }
            collect(
                    ids,
                    open,
                    answers,
                    requests.size(),
                    Instant.now().plus(deadline).plus(GRACE));
        }
        if (!open.isEmpty()) {
            throw new CaravanException(
                    open.size() + " of " + requests.size() + " completions did not come back whole after "
                            + ATTEMPTS + " attempts, among them group "
                            + open.keySet().iterator().next()
                            + "; look at dead-letters, and at whether rollout workers and verifiers are up");
        }
        return answers;
    }

    @Override
    public void close() {
        reader.close();
    }

    private String send(RolloutRequest request, int attempt, Duration deadline) {
        Instant now = Instant.now();
        String id = attempt == 1 ? request.getGroupId() : request.getGroupId() + "~" + attempt;
        if (!early.containsKey(id)) {
            RolloutRequest sent = RolloutRequest.newBuilder(request)
                    .setGroupId(id)
                    .setRequestedAt(now)
                    .setDeadline(now.plus(deadline))
                    .build();
            context.writer().send(Topics.REQUESTS, id, sent);
        }
        return id;
    }

    /** Takes groups until each id has come back, whole or not, or it is too late. */
    private void collect(
            Map<String, String> ids,
            Map<String, RolloutRequest> open,
            Map<String, List<Double>> answers,
            int all,
            Instant end) {
        context.writer().flush();
        Map<String, Group> back = new HashMap<>();
        takeEarly(ids, back);
        while (back.size() < ids.size() && Instant.now().isBefore(end)) {
            context.vitals().check();
            keep(reader.poll(POLL));
            takeEarly(ids, back);
            context.progress().step(answers.size() + back.size(), all, Map.of());
        }
        back.forEach((id, group) -> {
            String asked = ids.getOrDefault(id, id);
            if (group.getRewards().size() == group.getN()) {
                answers.put(asked, group.getRewards());
                open.remove(asked);
            }
        });
    }

    private void takeEarly(Map<String, String> ids, Map<String, Group> back) {
        early.keySet().removeIf(id -> {
            Group group = ids.containsKey(id) ? early.get(id) : null;
            if (group != null) {
                back.put(id, group);
            }
            return group != null;
        });
    }

    private void keep(List<Received<Group>> records) {
        for (Received<Group> record : records) {
            Group group = record.value();
            if (group != null && group.getRun().equals(context.run()) && group.getPurpose() != Purpose.TRAIN) {
                early.put(group.getGroupId(), rewardsOnly(group));
            }
        }
    }

    private static Group rewardsOnly(Group group) {
        return Group.newBuilder(group).setScored(List.of()).build();
    }
}
