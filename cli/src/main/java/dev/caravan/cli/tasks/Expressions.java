package dev.caravan.cli.tasks;

import static dev.caravan.cli.tasks.Keys.join;
import static dev.caravan.cli.tasks.Keys.sorted;

import java.util.List;

/** Exercises over bare expressions. Ranges are those of difficulty 1. */
final class Expressions {

    private static final List<String> WORDINGS = List.of("What is %s?", "Compute %s.");

    private Expressions() {}

    static Task add(Draw draw) {
        int a = draw.operand(2, 80);
        int b = draw.operand(2, 30);
        boolean swap = draw.chance(0.5);
        String sum = swap ? b + "+" + a : a + "+" + b;
        return task(draw, Skill.ADD, Keys.add(a, b), sum, List.of(sum + "=" + (a + b)), a + b);
    }

    static Task sub(Draw draw) {
        int[] operands = sorted(draw.operand(2, 100), draw.operand(2, 30));
        int a = operands[1];
        int b = operands[0];
        return task(draw, Skill.SUB, Keys.sub(a, b), a + "-" + b, List.of(a + "-" + b + "=" + (a - b)), a - b);
    }

    static Task mul(Draw draw) {
        int a = draw.operand(2, 9);
        int b = draw.operand(2, 9);
        return task(draw, Skill.MUL, Keys.mul(a, b), a + "*" + b, List.of(a + "*" + b + "=" + a * b), a * b);
    }

    static Task expr(Draw draw) {
        return switch (draw.exactly(0, 2)) {
            case 0 -> sumOfProduct(draw);
            case 1 -> productOfSum(draw);
            default -> sumLess(draw);
        };
    }

    private static Task sumOfProduct(Draw draw) {
        int a = draw.operand(2, 40);
        int b = draw.operand(2, 9);
        int c = draw.operand(2, 9);
        int product = b * c;
        String key = Keys.of(Skill.EXPR, "a+bc", join(sorted(b, c), a));
        List<String> steps = List.of(b + "*" + c + "=" + product, a + "+" + product + "=" + (a + product));
        return task(draw, Skill.EXPR, key, a + "+" + b + "*" + c, steps, a + product);
    }

    private static Task productOfSum(Draw draw) {
        int a = draw.operand(2, 6);
        int b = draw.operand(2, 6);
        int c = draw.operand(2, 9);
        int sum = a + b;
        String key = Keys.of(Skill.EXPR, "(a+b)c", join(sorted(a, b), c));
        List<String> steps = List.of(a + "+" + b + "=" + sum, sum + "*" + c + "=" + sum * c);
        return task(draw, Skill.EXPR, key, "(" + a + "+" + b + ")*" + c, steps, sum * c);
    }

    private static Task sumLess(Draw draw) {
        int a = draw.operand(10, 30);
        int b = draw.operand(10, 30);
        int sum = a + b;
        int c = draw.operand(2, 30);
        if (c > sum) {
            c = sum;
        }
        String key = Keys.of(Skill.EXPR, "a+b-c", join(sorted(a, b), c));
        List<String> steps = List.of(a + "+" + b + "=" + sum, sum + "-" + c + "=" + (sum - c));
        return task(draw, Skill.EXPR, key, a + "+" + b + "-" + c, steps, sum - c);
    }

    private static Task task(Draw draw, Skill skill, String key, String expression, List<String> steps, int answer) {
        return new Task(skill, key, draw.pick(WORDINGS).replace("%s", expression), steps, answer);
    }
}
