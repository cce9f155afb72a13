package dev.caravan.cli.tasks;

import java.util.List;

/**
 * One exercise.
 *
 * @param key identifies the problem whatever its wording: skill and operands in canonical order
 * @param steps the worked solution, one equation a step: {@code 29+15=44}, {@code 44-9=35}
 */
public record Task(Skill skill, String key, String question, List<String> steps, int answer) {

    public Task {
        steps = List.copyOf(steps);
        if (question.isBlank() || steps.isEmpty()) {
            throw new IllegalArgumentException("task " + key + " has no question or no steps");
        }
    }

    /** {@code 29+15=44. 44-9=35.} */
    public String solution() {
        return String.join(". ", steps) + ".";
    }

    /** What an assistant should say: the worked solution, then {@code #### N} on a line of its own. */
    public String workedReply() {
        return solution() + "\n" + terseReply();
    }

    /** {@code #### N} alone. */
    public String terseReply() {
        return "#### " + answer;
    }

    public Split split() {
        return Split.of(key);
    }
}
