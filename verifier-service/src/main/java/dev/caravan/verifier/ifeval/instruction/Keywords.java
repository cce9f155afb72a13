package dev.caravan.verifier.ifeval.instruction;

import dev.caravan.verifier.ifeval.instruction.Amount.Relation;
import dev.caravan.verifier.ifeval.text.Phrase;
import dev.caravan.verifier.ifeval.text.PythonText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Words, letters and marks that a response must or must not have. */
final class Keywords {

    private Keywords() {}

    static Instruction existence(Arguments arguments) {
        List<Phrase> keywords =
                arguments.texts("keywords").stream().map(Phrase::ignoringCase).toList();
        return response -> keywords.stream()
                .filter(keyword -> !keyword.isIn(response))
                .findFirst()
                .map(keyword -> "lacks '" + keyword + "'");
    }

    static Instruction frequency(Arguments arguments) {
        String keyword = arguments.word("keyword");
        Phrase phrase = Phrase.ignoringCase(keyword);
        Amount amount = arguments.amount("frequency", "relation", Relation.LESS_THAN, Relation.AT_LEAST);
        return Instruction.counting("times '" + keyword + "'", amount, phrase::count);
    }

    static Instruction forbidden(Arguments arguments) {
        List<Phrase> words =
                arguments.texts("forbidden_words").stream().map(Phrase::word).toList();
        return response -> words.stream()
                .filter(word -> word.isIn(response))
                .findFirst()
                .map(word -> "has the forbidden '" + word + "'");
    }

    /** The reference draws a letter at random for what is not one of a to z, such as {@code #}; here that is what is counted. */
    static Instruction letterFrequency(Arguments arguments) {
        String letter = arguments.word("letter").toLowerCase(Locale.ROOT);
        if (PythonText.length(letter) != 1) {
            throw arguments.problem("argument 'letter' must be one character, not '" + letter + "'");
        }
        Amount amount = arguments.amount("let_frequency", "let_relation", Relation.LESS_THAN, Relation.AT_LEAST);
        return Instruction.counting(
                "times the letter '" + letter + "'",
                amount,
                response -> PythonText.count(PythonText.lower(response), letter));
    }

    static Instruction postscript(Arguments arguments) {
        String marker = arguments.word("postscript_marker");
        String fault = "has no postscript starting with '" + marker + "'";
        return switch (marker) {
            case "P.P.S" -> Instruction.of(fault, response -> hasMarks(response, "p.", "p.", "s"));
            case "P.S." -> Instruction.of(fault, response -> hasMarks(response, "p.", "s."));
            default -> {
                Phrase phrase = Phrase.exact(PythonText.lower(marker));
                yield Instruction.of(fault, response -> phrase.isIn(PythonText.lower(response)));
            }
        };
    }

    /** Whether the parts follow one another somewhere, with one or no space between them. */
    private static boolean hasMarks(String response, String... parts) {
        String text = PythonText.lower(response);
        for (int start = text.indexOf(parts[0]); start >= 0; start = text.indexOf(parts[0], start + 1)) {
            Optional<Integer> end = Optional.of(start);
            for (String part : parts) {
                end = end.flatMap(at -> after(text, at, part));
            }
            if (end.isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Integer> after(String text, int at, String part) {
        if (text.startsWith(part, at)) {
            return Optional.of(at + part.length());
        }
        boolean apart = at < text.length() && PythonText.isSpace(text.charAt(at)) && text.startsWith(part, at + 1);
        return apart ? Optional.of(at + 1 + part.length()) : Optional.empty();
    }
}
