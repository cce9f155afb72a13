package dev.caravan.cli.tasks;

import static dev.caravan.cli.tasks.Keys.join;
import static dev.caravan.cli.tasks.Keys.sorted;

import java.util.List;
import java.util.Map;

/**
 * Word problems of two and three steps, in our own words. Each ends with the name and the item again, and numbers are close
 * together, so that two stories share no 8-grams worth speaking of unless their numbers are the same too: decontamination then
 * drops near copies of held-out items and little else.
 * Ranges are those of difficulty 1.
 */
final class Stories {

    private static final List<String> NAMES = List.of(
            "Ann", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gia", "Hugo", "Ida", "Jack", "Kim", "Leo", "Mia", "Noah",
            "Olga", "Paul");

    private static final List<String> ITEMS = List.of(
            "apples", "pens", "coins", "books", "cards", "shells", "eggs", "stamps", "beads", "nuts", "plums", "toys");

    private static final double DISTRACTED = 0.25;

    private Stories() {}

    static Task two(Draw draw) {
        return switch (draw.exactly(0, 3)) {
            case 0 -> gainThenLose(draw);
            case 1 -> loseThenGain(draw);
            case 2 -> boxesAndLoose(draw);
            default -> together(draw);
        };
    }

    static Task three(Draw draw) {
        return draw.chance(0.5) ? boxesMoreLess(draw) : packsAndBags(draw);
    }

    private static Task gainThenLose(Draw draw) {
        int a = draw.operand(5, 25);
        int b = draw.operand(2, 15);
        int c = Math.min(draw.operand(2, 30), a + b);
        String story = "{A} has {a} {items}, buys {b} and gives away {c}.{extra} How many {items} does {A} have left?";
        List<String> steps = List.of(a + "+" + b + "=" + (a + b), (a + b) + "-" + c + "=" + (a + b - c));
        String key = Keys.of(Skill.W2, "a+b-c", join(sorted(a, b), c));
        return new Task(Skill.W2, key, tell(draw, story, Map.of("a", a, "b", b, "c", c)), steps, a + b - c);
    }

    private static Task loseThenGain(Draw draw) {
        int a = draw.operand(5, 25);
        int c = Math.min(draw.operand(2, 15), a);
        int b = draw.operand(2, 15);
        String story = "{A} had {a} {items}, lost {c} and found {b}.{extra} How many {items} does {A} have now?";
        List<String> steps = List.of(a + "-" + c + "=" + (a - c), (a - c) + "+" + b + "=" + (a - c + b));
        String key = Keys.of(Skill.W2, "a-c+b", a, c, b);
        return new Task(Skill.W2, key, tell(draw, story, Map.of("a", a, "b", b, "c", c)), steps, a - c + b);
    }

    private static Task boxesAndLoose(Draw draw) {
        int boxes = draw.operand(2, 9);
        int each = draw.operand(2, 9);
        int loose = draw.operand(2, 15);
        int product = boxes * each;
        String story = "{A} has {x} boxes of {y} {items} and {z} loose ones.{extra} How many {items} does {A} have?";
        List<String> steps =
                List.of(boxes + "*" + each + "=" + product, product + "+" + loose + "=" + (product + loose));
        String key = Keys.of(Skill.W2, "xy+z", join(sorted(boxes, each), loose));
        String question = tell(draw, story, Map.of("x", boxes, "y", each, "z", loose));
        return new Task(Skill.W2, key, question, steps, product + loose);
    }

    private static Task together(Draw draw) {
        int a = draw.operand(5, 25);
        int b = draw.operand(2, 15);
        int other = a + b;
        String story = "{A} has {a} {items}. {B} has {b} more.{extra} How many {items} do {A} and {B} have?";
        List<String> steps = List.of(a + "+" + b + "=" + other, a + "+" + other + "=" + (a + other));
        String key = Keys.of(Skill.W2, "a+(a+b)", a, b);
        return new Task(Skill.W2, key, tell(draw, story, Map.of("a", a, "b", b)), steps, a + other);
    }

    private static Task boxesMoreLess(Draw draw) {
        int boxes = draw.operand(2, 9);
        int each = draw.operand(2, 9);
        int product = boxes * each;
        int more = draw.operand(2, 15);
        int sold = Math.min(draw.operand(2, 15), product + more);
        String story = "{A} fills {x} boxes with {y} {items} each, gets {z} more and sells {w}.{extra}"
                + " How many {items} does {A} have left?";
        List<String> steps = List.of(
                boxes + "*" + each + "=" + product,
                product + "+" + more + "=" + (product + more),
                (product + more) + "-" + sold + "=" + (product + more - sold));
        String key = Keys.of(Skill.W3, "xy+z-w", join(sorted(boxes, each), more, sold));
        String question = tell(draw, story, Map.of("x", boxes, "y", each, "z", more, "w", sold));
        return new Task(Skill.W3, key, question, steps, product + more - sold);
    }

    private static Task packsAndBags(Draw draw) {
        int[] n = draw.operands(4, 2, 6);
        int first = n[0] * n[1];
        int second = n[2] * n[3];
        String story = "How many {items} does {A} get in all from {x} packs of {y} and {z} bags of {w}?{extra}";
        List<String> steps = List.of(
                n[0] + "*" + n[1] + "=" + first,
                n[2] + "*" + n[3] + "=" + second,
                first + "+" + second + "=" + (first + second));
        int[] one = sorted(n[0], n[1]);
        int[] two = sorted(n[2], n[3]);
        boolean ordered = one[0] < two[0] || (one[0] == two[0] && one[1] <= two[1]);
        String key = Keys.of(Skill.W3, "xy+zw", ordered ? join(one, two) : join(two, one));
        String question = tell(draw, story, Map.of("x", n[0], "y", n[1], "z", n[2], "w", n[3]));
        return new Task(Skill.W3, key, question, steps, first + second);
    }

    /** Fills the placeholders; now and then a sentence with a number that has nothing to do with the question. */
    private static String tell(Draw draw, String story, Map<String, Integer> numbers) {
        String first = draw.pick(NAMES);
        String second =
                draw.pick(NAMES.stream().filter(name -> !name.equals(first)).toList());
        String items = draw.pick(ITEMS);
        String others =
                draw.pick(ITEMS.stream().filter(item -> !item.equals(items)).toList());
        String extra = draw.chance(DISTRACTED) ? " " + second + " has " + draw.exactly(2, 9) + " " + others + "." : "";
        String told = story.replace("{A}", first).replace("{B}", second).replace("{items}", items);
        for (Map.Entry<String, Integer> number : numbers.entrySet()) {
            told = told.replace("{" + number.getKey() + "}", number.getValue().toString());
        }
        return told.replace("{extra}", extra);
    }
}
