package dev.caravan.verifier.ifeval.instruction;

import dev.caravan.verifier.ifeval.instruction.Amount.Relation;
import dev.caravan.verifier.ifeval.text.LanguageDetector;
import dev.caravan.verifier.ifeval.text.PythonText;
import dev.caravan.verifier.ifeval.text.WordTokenizer;
import java.util.Optional;
import java.util.function.Predicate;

/** Case and language. A text without anything to tell its language by passes for any, as in the reference. */
final class Cases {

    private final WordTokenizer words;
    private final LanguageDetector languages;

    Cases(WordTokenizer words, LanguageDetector languages) {
        this.words = words;
        this.languages = languages;
    }

    Instruction language(Arguments arguments) {
        String language = arguments.text("language");
        if (!LanguageDetector.languages().contains(language)) {
            throw arguments.problem(
                    "argument 'language' must be a code that can be detected, such as en or zh-cn, not '" + language
                            + "'");
        }
        return response -> otherThan(language, response);
    }

    private Optional<String> otherThan(String language, String response) {
        return languages
                .detect(response)
                .filter(found -> !found.equals(language))
                .map(found -> "its language is " + found + ", not " + language);
    }

    Instruction capitals(Arguments arguments) {
        return english("not all in capital letters", PythonText::isUpper);
    }

    Instruction lowerCase(Arguments arguments) {
        return english("not all in lower case", PythonText::isLower);
    }

    private Instruction english(String fault, Predicate<String> ofCase) {
        return response -> ofCase.test(response) ? otherThan("en", response) : Optional.of(fault);
    }

    Instruction capitalWords(Arguments arguments) {
        Amount amount =
                arguments.amount("capital_frequency", "capital_relation", Relation.LESS_THAN, Relation.AT_LEAST);
        return Instruction.counting("words in capitals", amount, response -> (int)
                words.tokens(response).stream().filter(PythonText::isUpper).count());
    }
}
