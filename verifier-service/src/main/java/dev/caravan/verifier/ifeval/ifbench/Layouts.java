package dev.caravan.verifier.ifeval.ifbench;

import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code format:*} that is about lines. */
final class Layouts {

    private Layouts() {}

    static Map<String, Function<Arguments, Instruction>> types() {
        return Map.of(
                "format:newline",
                arguments -> Instruction.of("not one word to a line", Layouts::isWordPerLine),
                "format:line_indent",
                arguments -> Instruction.of("lines are not indented more and more", Layouts::isStair),
                "format:sub-bullets",
                arguments -> Instruction.of("a bullet has no sub-bullet", Layouts::haveSubBullets));
    }

    private static boolean isWordPerLine(String response) {
        String text = PythonText.strip(PythonText.withoutPunctuation(response));
        long lines = PythonText.split(text, "\n").stream()
                .filter(line -> !line.isEmpty())
                .count();
        return lines == PythonText.split(text).size();
    }

    /**
     * The reference takes blank lines out while it walks over the lines, which spares each line behind one, blank or not; so here. At most
     * every second line goes, and a stair of n steps has n² / 2 spaces: with more lines than that allows, it is none.
     */
    private static boolean isStair(String response) {
        List<String> lines = new ArrayList<>(PythonText.split(response, "\n"));
        long steps = lines.size() / 2;
        if (steps * (steps - 1) / 2 > response.length()) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (PythonText.isBlank(lines.get(i))) {
                lines.remove(lines.get(i));
            }
        }
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (indent(lines.get(i + 1)) <= indent(lines.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static int indent(String line) {
        return line.length() - PythonText.lstrip(line, " ").length();
    }

    private static boolean haveSubBullets(String response) {
        List<String> bullets = PythonText.split(response, "*");
        return bullets.subList(1, bullets.size()).stream().allMatch(bullet -> bullet.indexOf('-') >= 0);
    }
}
