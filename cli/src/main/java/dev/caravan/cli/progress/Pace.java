package dev.caravan.cli.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How fast steps go by, over the last few of them, so that a slow start does not spoil the forecast. */
final class Pace {

    private static final int WINDOW = 20;

    private record Mark(int step, long nanos) {}

    private final Deque<Mark> marks = new ArrayDeque<>();

    /** Says that {@code step} steps are done at this time of {@link System#nanoTime}. */
    void at(int step, long nanos) {
        marks.addLast(new Mark(step, nanos));
        if (marks.size() > WINDOW) {
            marks.removeFirst();
        }
    }

    /** Steps a second; nothing before two marks. */
    Optional<Double> rate() {
        if (marks.size() < 2) {
            return Optional.empty();
        }
        long nanos = marks.getLast().nanos() - marks.getFirst().nanos();
        int steps = marks.getLast().step() - marks.getFirst().step();
        return nanos > 0 && steps > 0 ? Optional.of(steps * 1e9 / nanos) : Optional.empty();
    }

    /** Time for that many more steps. */
    Optional<Duration> timeFor(int steps) {
        return rate().map(rate -> Duration.ofMillis(Math.round(1000 * steps / rate)));
    }

    /** {@code 2:05} or {@code 1:02:05}. */
    static String clock(Duration time) {
        long hours = time.toHours();
        return hours > 0
                ? String.format("%d:%02d:%02d", hours, time.toMinutesPart(), time.toSecondsPart())
                : String.format("%d:%02d", time.toMinutesPart(), time.toSecondsPart());
    }
}
