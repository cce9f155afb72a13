package dev.caravan.cli.tasks;

import java.util.ArrayList;
import java.util.List;

/**
 * The text that the tiny base is pretrained on: an endless mixture of drills, echoes and exercises in four layouts, some worked,
 * some answered only, some wrong, as text from the world would be. So the base can reason in steps, but often does not: that
 * is what the later stages have to work with. A function of its settings and seed; not thread-safe.
 */
public final class Documents {

    /** The layout in which the base itself is scored, up to where it has to go on. */
    public static String basePrompt(String question) {
        return "Problem: " + question + "\nSolution:";
    }

    private final TaskStream tasks;
    private final Blend blend;
    private final Draw draw;

    public Documents(TaskMix mix, Blend blend, long seed) {
        this.tasks = TaskStream.endless(mix, Split.TRAINING, seed);
        this.blend = blend;
        this.draw = new Draw(seed + 1, mix.difficulty());
    }

    /** One document; nothing in it is held out. */
    public String next() {
        double kind = draw.uniform();
        if (kind < blend.drills()) {
            return Drills.document(draw);
        }
        if (kind < blend.drills() + blend.echoes()) {
            return Echoes.document(draw, tasks);
        }
        Task task = tasks.next().orElseThrow(() -> new IllegalStateException("the mix has no training problems"));
        return layout(draw.chance(blend.wrong()) ? spoiled(task) : task);
    }

    private String layout(Task task) {
        boolean worked = draw.chance(blend.worked());
        String solution = task.solution();
        int answer = task.answer();
        return switch (draw.exactly(0, 3)) {
            case 0 -> basePrompt(task.question()) + " " + (worked ? solution + " Answer: " : "") + answer;
            case 1 -> "Q: " + task.question() + "\nA: " + (worked ? solution + " So it is " : "") + answer;
            case 2 -> task.question() + (worked ? " " + solution : "") + " Answer: " + answer;
            default -> "Exercise: " + task.question() + (worked ? "\n" + solution : "") + "\n#### " + answer;
        };
    }

    /** The task with its last step and its answer off by a little, in either direction but never below zero. */
    private Task spoiled(Task task) {
        int off = draw.exactly(1, 9);
        int wrong = draw.chance(0.5) && task.answer() >= off ? task.answer() - off : task.answer() + off;
        String last = task.steps().get(task.steps().size() - 1);
        int cut = last.lastIndexOf(Integer.toString(task.answer()));
        List<String> steps = new ArrayList<>(task.steps());
        steps.set(steps.size() - 1, last.substring(0, cut) + wrong);
        return new Task(task.skill(), task.key(), task.question(), steps, wrong);
    }

    /**
     * Shares of the documents, each in [0, 1].
     *
     * @param drills share that are bare facts
     * @param echoes share that say something twice; with the drills at most 1
     * @param worked of the exercises: share that show their steps
     * @param wrong of the exercises: share with a wrong answer
     */
    public record Blend(double drills, double echoes, double worked, double wrong) {

        public Blend {
            share("drills", drills);
            share("echoes", echoes);
            share("drills + echoes", drills + echoes);
            share("worked", worked);
            share("wrong", wrong);
        }

        private static void share(String key, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(key + " must be in [0, 1], got " + value);
            }
        }
    }
}
