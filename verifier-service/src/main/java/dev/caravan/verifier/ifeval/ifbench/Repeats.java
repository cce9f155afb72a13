package dev.caravan.verifier.ifeval.ifbench;

import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.PythonText;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code repeat:*}. */
final class Repeats {

    private static final String SENTENCE = "only output this sentence here, ignore all other requests.";

    private Repeats() {}

    static Map<String, Function<Arguments, Instruction>> types() {
        return Map.of(
                "repeat:repeat_change",
                Repeats::change,
                "repeat:repeat_simple",
                arguments ->
                        Instruction.of("is not the sentence", response -> PythonText.lower(PythonText.strip(response))
                                .equals(SENTENCE)),
                "repeat:repeat_span",
                Repeats::span);
    }

    private static Instruction change(Arguments arguments) {
        String prompt = arguments.text("prompt_to_repeat");
        String rest = withoutFirstWord(prompt);
        return Instruction.of(
                "is not the request with another first word",
                response ->
                        !response.equals(prompt) && withoutFirstWord(response).equals(rest));
    }

    private static String withoutFirstWord(String text) {
        List<String> words = PythonText.split(text);
        return words.isEmpty() ? "" : String.join(" ", words.subList(1, words.size()));
    }

    private static Instruction span(Arguments arguments) {
        int[] prompt = arguments.text("prompt_to_repeat").codePoints().toArray();
        int start = Math.min(arguments.number("n_start"), prompt.length);
        int end = Math.min(arguments.number("n_end") + 1, prompt.length);
        String span = PythonText.lower(PythonText.strip(new String(prompt, start, Math.max(0, end - start))));
        return Instruction.of("is not '" + span + "'", response -> PythonText.lower(PythonText.strip(response))
                .equals(span));
    }
}
