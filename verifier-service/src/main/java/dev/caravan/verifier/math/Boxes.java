package dev.caravan.verifier.math;

import dev.caravan.verifier.math.number.Cursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the contents of the last {@code \boxed{…}} of a text, in one pass. */
final class Boxes {

    private static final List<String> COMMANDS = List.of("\\boxed{", "\\fbox{");
    private static final int MAX_GAP = 24;

    private Boxes() {}

    /**
     * The last closed box and those that stand directly before it, with nothing but a comma, "and" or "or" between them: 42, 43
     * and 44 boxed in a row are one answer of three numbers. Null if there is no closed box.
     */
    static @Nullable List<String> last(String text, int from) {
        List<int[]> boxes = closed(text, from);
        if (boxes.isEmpty()) {
            return null;
        }
        int first = boxes.size() - 1;
        while (first > 0 && adjoining(text, boxes.get(first - 1)[2] + 1, boxes.get(first)[0])) {
            first--;
        }
        return boxes.subList(first, boxes.size()).stream()
                .map(box -> text.substring(box[1], box[2]))
                .toList();
    }

    /** Outermost closed boxes in order: index of the command, of the content, of the closing brace. */
    private static List<int[]> closed(String text, int from) {
        List<int[]> boxes = new ArrayList<>();
        int[] open = new int[16];
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '}' && depth > 0) {
                int command = open[--depth];
                if (command >= 0) {
                    while (!boxes.isEmpty() && boxes.get(boxes.size() - 1)[0] > command) {
                        boxes.remove(boxes.size() - 1);
                    }
                    boxes.add(new int[] {command, text.indexOf('{', command) + 1, i});
                }
            } else if (c == '{' || c == '\\') {
                int width = c == '{' ? 1 : commandAt(text, i);
                if (width == 0) {
                    i++;
                    continue;
                }
                if (depth == open.length) {
                    open = Arrays.copyOf(open, 2 * depth);
                }
                open[depth++] = c == '{' ? -1 : i;
                i += width - 1;
            }
        }
        return boxes;
    }

    private static int commandAt(String text, int index) {
        for (String command : COMMANDS) {
            if (text.startsWith(command, index)) {
                return command.length();
            }
        }
        return 0;
    }

    private static boolean adjoining(String text, int from, int to) {
        if (to - from > MAX_GAP) {
            return false;
        }
        Cursor in = new Cursor(text, from, to);
        in.skipNoise();
        while (in.accept(',') || in.accept(';') || in.accept("and") || in.accept("or")) {
            in.skipNoise();
        }
        return in.atEnd();
    }
}
