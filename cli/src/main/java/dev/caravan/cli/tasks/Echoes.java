package dev.caravan.cli.tasks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Texts that say something twice, several a document. A model of a few layers has to learn to look back and copy before it can
 * carry a story's numbers into its first step; exercises alone teach that late.
 */
final class Echoes {

    private static final String BETWEEN = " | ";
    private static final int FEWEST = 2;
    private static final int MOST = 4;

    private Echoes() {}

    /** A document of echoes, one a line: lists of numbers, and questions of training problems. */
    static String document(Draw draw, TaskStream tasks) {
        List<String> lines = new ArrayList<>();
        int count = draw.exactly(FEWEST, MOST);
        while (lines.size() < count) {
            String said = draw.chance(0.4) ? question(tasks) : numbers(draw);
            lines.add(said + BETWEEN + said);
        }
        return String.join("\n", lines);
    }

    private static String question(TaskStream tasks) {
        return tasks.next()
                .orElseThrow(() -> new IllegalStateException("the mix has no training problems"))
                .question();
    }

    private static String numbers(Draw draw) {
        int[] numbers = draw.operands(draw.exactly(2, 5), 1, draw.chance(0.3) ? 9 : 99);
        return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }
}
