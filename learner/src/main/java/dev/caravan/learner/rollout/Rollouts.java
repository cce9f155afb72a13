package dev.caravan.learner.rollout;

import dev.caravan.learner.GrpoSettings;
import dev.caravan.runtime.RetriableException;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.RolloutRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The learner's credits. A step's requests go out when all but {@code staleness} of the steps before it are done, so at most
 * {@code staleness + 1} steps are ever under way, off-policyness is bounded by construction, and whatever is slow slows the run down instead
 * of piling up. A step's groups come back together, in the order of their ids, however they arrived: the batch is a function of the log.
 *
 * <p>A request whose group stays out past its deadline and grace is sent again, with the same ids, and in the end fails the stage. The newest
 * weights are sent again before it: the worker that had the request may wait for a version that reached it damaged, and at staleness 0 no
 * other version follows before the group comes. Belongs to one thread.
 */
public final class Rollouts {

    private static final Logger LOG = LoggerFactory.getLogger(Rollouts.class);

    private final RolloutPlan plan;
    private final RolloutBus bus;
    private final GrpoSettings settings;
    private final Runnable repeatWeights;
    private final InstantSource clock;

    /** Requests under way, by step and in the order of their ids, until the step is taken. */
    private final SortedMap<Integer, List<Outstanding>> issued = new TreeMap<>();

    /** Groups that came back, by id, until their step is taken. */
    private final Map<String, Received<Group>> arrived = new HashMap<>();

    private int nextToIssue;
    private int nextToTake;
    private boolean caughtUp;

    /**
     * @param plan what to ask for
     * @param bus reads from where all groups of {@code firstStep} and later are
     * @param settings staleness, deadlines
     * @param firstStep the step to start or continue with
     * @param repeatWeights publishes the newest weights again, whole; called before overdue requests are sent again
     * @param clock for deadlines
     */
    public Rollouts(
            RolloutPlan plan,
            RolloutBus bus,
            GrpoSettings settings,
            int firstStep,
            Runnable repeatWeights,
            InstantSource clock) {
        this.plan = plan;
        this.bus = bus;
        this.settings = settings;
        this.repeatWeights = repeatWeights;
        this.clock = clock;
        this.nextToIssue = firstStep;
        this.nextToTake = firstStep;
    }

    /** Gives the credits that the next step to take allows. Does not wait for groups. */
    public void issue() {
        if (!caughtUp) {
            // What an earlier life of this stage was given is in the log; asking for it again would be in vain.
            do {
                bus.poll(Duration.ZERO).forEach(this::arrive);
            } while (!bus.atEnd());
            caughtUp = true;
        }
        int last = Math.min(nextToTake + settings.staleness(), settings.steps() - 1);
        for (; nextToIssue <= last; nextToIssue++) {
            List<Outstanding> outstanding = new ArrayList<>();
            for (RolloutRequest request : plan.requests(nextToIssue, clock.instant())) {
                if (!arrived.containsKey(request.getGroupId())) {
                    bus.send(request);
                }
                outstanding.add(new Outstanding(request, 0));
            }
            issued.put(nextToIssue, outstanding);
        }
    }

    /** Steps whose requests are out and that have not been taken. */
    public int stepsUnderWay() {
        return issued.size();
    }

    /**
     * Waits a while for the groups of the next step.
     *
     * @return all of them in the order of their ids; empty while some are missing
     * @throws RetriableException if a group did not come after all re-issues
     */
    public Optional<List<Received<Group>>> take(Duration atMost) {
        issue();
        List<Outstanding> wanted = issued.get(nextToTake);
        if (wanted == null) {
            throw new IllegalStateException("there is no step " + nextToTake + " in a stage of " + settings.steps());
        }
        if (!isComplete(wanted)) {
            List<Received<Group>> received = bus.poll(atMost);
            received.forEach(this::arrive);
            if (received.isEmpty()) {
                reissueOverdue();
            }
        }
        if (!isComplete(wanted)) {
            return Optional.empty();
        }
        List<Received<Group>> groups = new ArrayList<>();
        for (Outstanding outstanding : wanted) {
            groups.add(Objects.requireNonNull(arrived.remove(outstanding.request.getGroupId())));
        }
        issued.remove(nextToTake);
        nextToTake++;
        return Optional.of(groups);
    }

    /** By partition, where a reader must start to see every group of the steps that have not been taken. */
    public SortedMap<Integer, Long> replayFrom() {
        SortedMap<Integer, Long> from = new TreeMap<>(bus.positions());
        for (Received<Group> received : arrived.values()) {
            from.merge(received.partition(), received.offset(), Math::min);
        }
        return from;
    }

    private void arrive(Received<Group> received) {
        Group group = received.value();
        if (group == null || group.getStep() < nextToTake) {
            return;
        }
        if (arrived.putIfAbsent(group.getGroupId(), received) != null) {
            LOG.atWarn()
                    .addKeyValue("group", group.getGroupId())
                    .addKeyValue("location", received.location())
                    .log("group came twice, the first one counts");
        }
    }

    private boolean isComplete(List<Outstanding> wanted) {
        return wanted.stream().allMatch(outstanding -> arrived.containsKey(outstanding.request.getGroupId()));
    }

    private void reissueOverdue() {
        Instant now = clock.instant();
        List<Outstanding> overdue = issued.values().stream()
                .flatMap(List::stream)
                .filter(outstanding -> isOverdue(outstanding, now))
                .toList();
        if (overdue.isEmpty()) {
            return;
        }
        overdue.forEach(this::requireReissue);
        repeatWeights.run();
        for (List<Outstanding> step : issued.values()) {
            step.replaceAll(outstanding -> isOverdue(outstanding, now) ? reissue(outstanding, now) : outstanding);
        }
    }

    private boolean isOverdue(Outstanding outstanding, Instant now) {
        return !arrived.containsKey(outstanding.request.getGroupId())
                && now.isAfter(outstanding.request.getDeadline().plus(settings.grace()));
    }

    private void requireReissue(Outstanding outstanding) {
        if (outstanding.reissues >= settings.maxReissues()) {
            throw new RetriableException("group " + outstanding.request.getGroupId() + " has not come back after "
                    + (outstanding.reissues + 1)
                    + " requests of " + settings.groupDeadline()
                    + " each; are a rollout worker, a verifier and the grouping running?");
        }
    }

    private Outstanding reissue(Outstanding outstanding, Instant now) {
        LOG.atWarn()
                .addKeyValue("group", outstanding.request.getGroupId())
                .addKeyValue("reissue", outstanding.reissues + 1)
                .log("group is overdue, asking again");
        RolloutRequest again = RolloutRequest.newBuilder(outstanding.request)
                .setRequestedAt(now)
                .setDeadline(now.plus(settings.groupDeadline()))
                .build();
        bus.send(again);
        return new Outstanding(again, outstanding.reissues + 1);
    }

    private record Outstanding(RolloutRequest request, int reissues) {}
}
