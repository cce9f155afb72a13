package dev.caravan.verifier.ifeval.instruction;

import dev.caravan.verifier.ifeval.text.PythonText;
import java.util.List;
import java.util.Optional;

/** What the response is as a whole, or how it starts and ends. */
final class Wholes {

    private static final List<String> ANSWERS = List.of("My answer is yes.", "My answer is no.", "My answer is maybe.");

    private Wholes() {}

    static Instruction constrained(Arguments arguments) {
        return Instruction.of(
                "has none of " + ANSWERS, response -> ANSWERS.stream().anyMatch(response::contains));
    }

    static Instruction twoResponses(Arguments arguments) {
        return response -> {
            List<String> parts = PythonText.split(response, "******");
            Optional<String> fault = Lengths.dividedInto(parts, Amount.exactly(2));
            if (fault.isPresent()) {
                return Optional.of("not two responses with ****** between them");
            }
            long different = parts.stream()
                    .map(PythonText::strip)
                    .filter(part -> !part.isEmpty())
                    .distinct()
                    .count();
            return different == 2 ? Optional.empty() : Optional.of("the two responses are the same");
        };
    }

    static Instruction repeatPrompt(Arguments arguments) {
        String prompt = PythonText.lower(arguments.word("prompt_to_repeat"));
        return Instruction.of(
                "does not start with the request",
                response -> PythonText.lower(PythonText.strip(response)).startsWith(prompt));
    }

    static Instruction end(Arguments arguments) {
        String phrase = PythonText.lower(arguments.word("end_phrase"));
        return Instruction.of("does not end with '" + phrase + "'", response -> PythonText.lower(
                        PythonText.strip(PythonText.strip(response), "\""))
                .endsWith(phrase));
    }

    static Instruction quotation(Arguments arguments) {
        return Instruction.of("is not within double quotation marks", response -> {
            String text = PythonText.strip(response);
            return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        });
    }

    static Instruction noComma(Arguments arguments) {
        return Instruction.of("has a comma", response -> response.indexOf(',') < 0);
    }
}
