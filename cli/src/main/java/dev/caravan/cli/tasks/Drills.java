package dev.caravan.cli.tasks;

import java.util.ArrayList;
import java.util.List;

/**
 * Bare facts, several a document: what a small model must know by heart before it can do anything in steps. Small ones come
 * first in number, because without them two-digit addition is not learned at all. No held-out fact is ever among them.
 */
final class Drills {

    private static final int FEWEST = 4;
    private static final int MOST = 8;

    private Drills() {}

    /** A document of facts, one a line. */
    static String document(Draw draw) {
        int count = draw.exactly(FEWEST, MOST);
        List<String> facts = new ArrayList<>();
        while (facts.size() < count) {
            Fact fact = fact(draw);
            if (Split.of(fact.key()) == Split.TRAINING) {
                facts.add(fact.text());
            }
        }
        return String.join("\n", facts);
    }

    private static Fact fact(Draw draw) {
        int kind = draw.exactly(0, 9);
        if (kind < 3) {
            return sum(draw, draw.exactly(1, 9), draw.exactly(1, 9));
        } else if (kind < 6) {
            return sum(draw, draw.operand(10, 99), draw.exactly(1, 9));
        } else if (kind < 8) {
            return sum(draw, draw.operand(10, 80), draw.operand(10, 81));
        }
        int a = draw.exactly(2, 12);
        int b = draw.exactly(2, 9);
        return draw.chance(0.5) ? product(a, b) : product(b, a);
    }

    /** {@code a+b=c}, or one of the subtractions that undo it. */
    private static Fact sum(Draw draw, int a, int b) {
        int c = a + b;
        return switch (draw.exactly(0, 3)) {
            case 0 -> new Fact(Keys.add(a, b), a + "+" + b + "=" + c);
            case 1 -> new Fact(Keys.add(a, b), b + "+" + a + "=" + c);
            case 2 -> new Fact(Keys.sub(c, b), c + "-" + b + "=" + a);
            default -> new Fact(Keys.sub(c, a), c + "-" + a + "=" + b);
        };
    }

    private static Fact product(int a, int b) {
        return new Fact(Keys.mul(a, b), a + "*" + b + "=" + a * b);
    }

    private record Fact(String key, String text) {}
}
