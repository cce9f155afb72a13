package dev.caravan.cli.tasks;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Keys of problems: operands that may change places are sorted, so that one problem has one key. */
final class Keys {

    private Keys() {}

    static String add(int a, int b) {
        return of(Skill.ADD, "", sorted(a, b));
    }

    static String sub(int a, int b) {
        return of(Skill.SUB, "", a, b);
    }

    static String mul(int a, int b) {
        return of(Skill.MUL, "", sorted(a, b));
    }

    /** {@code skill form operands}; the form tells apart the kinds of problem within a skill. */
    static String of(Skill skill, String form, int... operands) {
        String numbers = Arrays.stream(operands).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return skill.label() + "|" + form + "|" + numbers;
    }

    static int[] sorted(int... operands) {
        return Arrays.stream(operands).sorted().toArray();
    }

    static int[] join(int[] first, int... second) {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    }
}
