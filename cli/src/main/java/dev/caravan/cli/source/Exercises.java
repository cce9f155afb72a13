package dev.caravan.cli.source;

import dev.caravan.cli.tasks.Skill;
import dev.caravan.cli.tasks.Split;
import dev.caravan.cli.tasks.Task;
import dev.caravan.cli.tasks.TaskMix;
import dev.caravan.cli.tasks.TaskStream;
import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Our own exercises, as questions with a worked solution. */
@Kind("exercises")
public record Exercises(
        @Doc("relative weight of each skill: add, sub, mul, expr, sum, w2, w3, max, cnt") Map<String, Double> skills,
        @Default("1") @Doc("width of the operands' ranges relative to the quickstart's, in (0, 10]") double difficulty,
        @Default("0") @Doc("share of the demonstrations that give the answer only, in [0, 1]") double terse)
        implements Source {

    /** Seed of the evaluation items: the same items for every run, whatever its seed. */
    private static final long EVALUATION = 20260101;

    static final String LICENCE = "CC0-1.0";

    public Exercises {
        skills = Map.copyOf(skills);
        mix(skills, difficulty);
        if (!(terse >= 0 && terse <= 1)) {
            throw new IllegalArgumentException("terse must be in [0, 1], got " + terse);
        }
    }

    @Override
    public Supply training(Path root, long seed, ExampleCheck check) {
        return supply(TaskStream.distinct(mix(skills, difficulty), Split.TRAINING, seed), seed, check);
    }

    @Override
    public Supply evaluation(Path root, ExampleCheck check) {
        return supply(TaskStream.distinct(mix(skills, difficulty), Split.HELD_OUT, EVALUATION), EVALUATION, check);
    }

    private Supply supply(TaskStream tasks, long seed, ExampleCheck check) {
        SplittableRandom style = new SplittableRandom(seed);
        return Supply.generated(() -> tasks.next().map(task -> {
            boolean answerOnly = (style.nextLong() >>> 11) * 0x1.0p-53 < terse;
            return checked(check, example(task, answerOnly ? task.terseReply() : task.workedReply()));
        }));
    }

    /** Our own answers are right, so what is wrong is what the recipe says about judging. */
    private static Example checked(ExampleCheck check, Example example) {
        check.problem(example).ifPresent(problem -> {
            throw new SourceException(example.origin() + " cannot be judged: " + problem);
        });
        return example;
    }

    private static Example example(Task task, String reply) {
        return new Example(
                task.question(),
                reply,
                Integer.toString(task.answer()),
                List.of(),
                task.skill().label(),
                LICENCE,
                "exercises:" + task.key());
    }

    static TaskMix mix(Map<String, Double> skills, double difficulty) {
        return new TaskMix(
                skills.entrySet().stream().collect(Collectors.toMap(e -> Skill.of(e.getKey()), Map.Entry::getValue)),
                difficulty);
    }
}
