package dev.caravan.cli.tasks;

import static dev.caravan.cli.tasks.Keys.join;
import static dev.caravan.cli.tasks.Keys.sorted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Exercises over short lists of numbers. Ranges are those of difficulty 1. */
final class Lists {

    private Lists() {}

    static Task sum(Draw draw) {
        int[] terms = draw.operands(draw.exactly(3, 5), 1, 9);
        List<String> steps = new ArrayList<>();
        int total = terms[0];
        for (int i = 1; i < terms.length; i++) {
            steps.add(total + "+" + terms[i] + "=" + (total + terms[i]));
            total += terms[i];
        }
        String question = draw.chance(0.5) ? "Add " + listed(terms, ", ") + "." : "What is " + listed(terms, "+") + "?";
        return new Task(Skill.SUM, Keys.of(Skill.SUM, "", sorted(terms)), question, steps, total);
    }

    static Task max(Draw draw) {
        int[] numbers = draw.operands(draw.exactly(3, 5), 1, 99);
        List<String> steps = new ArrayList<>();
        int largest = numbers[0];
        for (int i = 1; i < numbers.length; i++) {
            int next = Math.max(largest, numbers[i]);
            steps.add("max(" + largest + "," + numbers[i] + ")=" + next);
            largest = next;
        }
        String question = "Which is the largest: " + listed(numbers, ", ") + "?";
        return new Task(Skill.MAX, Keys.of(Skill.MAX, "", sorted(numbers)), question, steps, largest);
    }

    static Task cnt(Draw draw) {
        int[] numbers = draw.operands(draw.exactly(4, 7), 1, 5);
        int wanted = draw.pick(Arrays.stream(numbers).boxed().toList());
        List<String> steps = new ArrayList<>();
        int count = 0;
        for (int number : numbers) {
            count += number == wanted ? 1 : 0;
            steps.add(number + ":" + count);
        }
        String question = "How many times is " + wanted + " in " + listed(numbers, ", ") + "?";
        String key = Keys.of(Skill.CNT, "", join(new int[] {wanted}, sorted(numbers)));
        return new Task(Skill.CNT, key, question, steps, count);
    }

    private static String listed(int[] numbers, String separator) {
        return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(separator));
    }
}
