package dev.caravan.verifier.ifeval.openinstruct;

import dev.caravan.verifier.ifeval.instruction.Amount;
import dev.caravan.verifier.ifeval.instruction.Amount.Relation;
import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.JsonText;
import dev.caravan.verifier.ifeval.text.LanguageDetector;
import dev.caravan.verifier.ifeval.text.PythonText;
import dev.caravan.verifier.ifeval.text.TextAnalysis;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The 25 functions that {@code func_name} names in RLVR-IFeval. Their names are like IFEval's types, their semantics are not: they search
 * for plain text, mostly heed case, count words and sentences in other ways and look at no language where only case is asked for.
 */
public final class Functions {

    private static final Relation[] BOUNDS = {Relation.AT_LEAST, Relation.AROUND, Relation.AT_MOST};

    private Functions() {}

    public static Map<String, Function<Arguments, Instruction>> types(TextAnalysis analysis) {
        return Map.ofEntries(
                Map.entry("verify_keywords", Functions::keywords),
                Map.entry("verify_keyword_frequency", Functions::keywordFrequency),
                Map.entry("validate_forbidden_words", Functions::forbiddenWords),
                Map.entry("verify_letter_frequency", Functions::letterFrequency),
                Map.entry("validate_response_language", arguments -> language(arguments, analysis.languages())),
                Map.entry("verify_paragraph_count", Functions::paragraphCount),
                Map.entry("validate_word_constraint", Functions::words),
                Map.entry("verify_sentence_constraint", Functions::sentences),
                Map.entry("validate_paragraphs", Functions::paragraphs),
                Map.entry("verify_postscript", Functions::postscript),
                Map.entry("validate_placeholders", Functions::placeholders),
                Map.entry("verify_bullet_points", Functions::bullets),
                Map.entry("validate_title", Functions::title),
                Map.entry("validate_choice", Functions::choice),
                Map.entry("validate_highlighted_sections", Functions::highlights),
                Map.entry("validate_sections", Functions::sections),
                Map.entry("validate_json_format", arguments -> Instruction.of("is not JSON", JsonText::isJson)),
                Map.entry("validate_repeat_prompt", Functions::repeatPrompt),
                Map.entry("validate_two_responses", Functions::twoResponses),
                Map.entry("validate_uppercase", Functions::upperCase),
                Map.entry("validate_lowercase", Functions::lowerCase),
                Map.entry("validate_frequency_capital_words", Functions::capitalWords),
                Map.entry("validate_end", Functions::end),
                Map.entry("validate_quotation", Functions::quotation),
                Map.entry("validate_no_commas", Functions::noCommas));
    }

    private static Instruction keywords(Arguments arguments) {
        List<String> keywords = arguments.texts("keyword_list");
        return response -> {
            String text = PythonText.lower(response);
            return keywords.stream()
                    .filter(keyword -> !text.contains(PythonText.lower(keyword)))
                    .findFirst()
                    .map(keyword -> "lacks '" + keyword + "'");
        };
    }

    private static Instruction forbiddenWords(Arguments arguments) {
        List<String> words = arguments.texts("forbidden_words");
        return response -> {
            String text = PythonText.lower(response);
            return words.stream()
                    .filter(word -> text.contains(PythonText.lower(word)))
                    .findFirst()
                    .map(word -> "has the forbidden '" + word + "'");
        };
    }

    private static Instruction keywordFrequency(Arguments arguments) {
        String word = arguments.text("word");
        String lower = PythonText.lower(word);
        return Instruction.counting(
                "times the word '" + word + "'",
                Amount.exactly(arguments.number("N")),
                response -> (int) PythonText.words(PythonText.lower(response)).stream()
                        .filter(lower::equals)
                        .count());
    }

    private static Instruction letterFrequency(Arguments arguments) {
        String letter = arguments.text("letter");
        if (PythonText.length(letter) != 1) {
            throw arguments.problem("argument 'letter' must be one character, not '" + letter + "'");
        }
        return Instruction.counting(
                "times the letter '" + letter + "'",
                Amount.exactly(arguments.number("N")),
                response -> PythonText.count(response, letter));
    }

    private static Instruction language(Arguments arguments, LanguageDetector detector) {
        String language = arguments.text("language");
        if (!LanguageDetector.languages().contains(language)) {
            throw arguments.problem("argument 'language' must be a code that can be detected, not '" + language + "'");
        }
        return response -> {
            Optional<String> found = detector.detect(response);
            return found.equals(Optional.of(language))
                    ? Optional.empty()
                    : Optional.of("its language is " + found.orElse("not to be told") + ", not " + language);
        };
    }

    private static Instruction paragraphCount(Arguments arguments) {
        Amount amount = Amount.exactly(arguments.number("N"));
        return response -> {
            List<String> parts = PythonText.split(response, "* * *");
            if (parts.stream().anyMatch(PythonText::isBlank)) {
                return Optional.of("a paragraph is empty");
            }
            return amount.holds(parts.size())
                    ? Optional.empty()
                    : Optional.of(parts.size() + " paragraphs, not " + amount.inWords());
        };
    }

    private static Instruction words(Arguments arguments) {
        Amount amount = arguments.amount("N", "quantifier", BOUNDS);
        return Instruction.counting(
                "words", amount, response -> PythonText.split(response).size());
    }

    private static Instruction sentences(Arguments arguments) {
        Amount amount = arguments.amount("N", "quantifier", Relation.AT_LEAST, Relation.NEARLY, Relation.AT_MOST);
        return Instruction.counting("sentences", amount, Functions::sentences);
    }

    /** White space behind {@code . ? !} parts sentences, but not behind {@code Mr.} or {@code e.g.}: two characters, or three and dots. */
    private static int sentences(String text) {
        int count = 1;
        for (int i = 1; i < text.length(); i++) {
            if (PythonText.isSpace(text.charAt(i)) && ".?!".indexOf(text.charAt(i - 1)) >= 0) {
                boolean title = i >= 3
                        && text.charAt(i - 1) == '.'
                        && isBetween(text.charAt(i - 2), 'a', 'z')
                        && isBetween(text.charAt(i - 3), 'A', 'Z');
                boolean dotted = i >= 4
                        && PythonText.isWord(text.charAt(i - 2))
                        && text.charAt(i - 3) == '.'
                        && PythonText.isWord(text.codePointBefore(i - 3));
                count += title || dotted ? 0 : 1;
            }
        }
        return count;
    }

    private static boolean isBetween(char c, char first, char last) {
        return c >= first && c <= last;
    }

    private static Instruction paragraphs(Arguments arguments) {
        int count = arguments.number("N", 1);
        int nth = arguments.number("i", 1);
        String word = arguments.text("first_word");
        if (nth > count) {
            throw arguments.problem("argument 'i' must not be beyond 'N', " + count + ", but is " + nth);
        }
        return response -> {
            List<String> parts = PythonText.split(response, "\n\n");
            if (parts.size() != count) {
                return Optional.of(parts.size() + " paragraphs, not " + count);
            }
            return PythonText.strip(parts.get(nth - 1)).startsWith(word)
                    ? Optional.empty()
                    : Optional.of("paragraph " + nth + " does not start with '" + word + "'");
        };
    }

    private static Instruction postscript(Arguments arguments) {
        String marker = arguments.text("postscript_marker");
        return Instruction.of("has no postscript starting with '" + marker + "'", response -> {
            int at = response.indexOf(marker);
            return at >= 0 && PythonText.strip(response.substring(at)).length() > marker.length();
        });
    }

    private static Instruction placeholders(Arguments arguments) {
        return Instruction.counting(
                "placeholders", Amount.atLeast(arguments.number("N")), response -> Marks.between(response, "[", "]"));
    }

    private static Instruction highlights(Arguments arguments) {
        return Instruction.counting(
                "highlights", Amount.atLeast(arguments.number("N")), response -> Marks.between(response, "*", "*"));
    }

    private static Instruction title(Arguments arguments) {
        return Instruction.of("has no <<title>>", response -> Marks.between(response, "<<", ">>") > 0);
    }

    private static Instruction bullets(Arguments arguments) {
        return Instruction.counting(
                "bullets",
                Amount.exactly(arguments.number("N")),
                response -> (int) PythonText.split(response, "\n").stream()
                        .map(PythonText::strip)
                        .filter(line -> line.startsWith("*") || line.startsWith("-"))
                        .count());
    }

    /**
     * The reference takes a text for the list of its characters, so that nearly every response has one of them; here it is a list with
     * slashes, commas or {@code or} between.
     */
    private static Instruction choice(Arguments arguments) {
        List<String> options = arguments.isList("options")
                ? arguments.texts("options")
                : Arrays.stream(arguments.text("options").split("/|,| or "))
                        .map(PythonText::strip)
                        .filter(option -> !option.isEmpty())
                        .toList();
        return Instruction.of(
                "has none of " + options, response -> options.stream().anyMatch(response::contains));
    }

    private static Instruction sections(Arguments arguments) {
        String splitter = arguments.text("section_splitter");
        return Instruction.counting("sections", Amount.exactly(arguments.number("N")), response -> {
            List<String> parts = PythonText.split(response, splitter);
            return parts.get(0).isEmpty() ? parts.size() - 1 : parts.size();
        });
    }

    private static Instruction repeatPrompt(Arguments arguments) {
        String prompt = arguments.text("original_prompt");
        return Instruction.of("does not start with the request", response -> response.startsWith(prompt));
    }

    private static Instruction twoResponses(Arguments arguments) {
        return Instruction.of("not two different responses with ****** between them", response -> {
            List<String> parts = PythonText.split(response, "******");
            return parts.size() == 2 && !PythonText.strip(parts.get(0)).equals(PythonText.strip(parts.get(1)));
        });
    }

    private static Instruction upperCase(Arguments arguments) {
        return Instruction.of(
                "not all in capital letters", response -> response.equals(response.toUpperCase(Locale.ROOT)));
    }

    private static Instruction lowerCase(Arguments arguments) {
        return Instruction.of("not all in lower case", response -> response.equals(PythonText.lower(response)));
    }

    private static Instruction capitalWords(Arguments arguments) {
        Amount amount = arguments.amount("N", "quantifier", BOUNDS);
        return Instruction.counting("words in capitals", amount, response -> (int) PythonText.words(response).stream()
                .filter(word -> word.chars().allMatch(c -> c >= 'A' && c <= 'Z'))
                .count());
    }

    private static Instruction end(Arguments arguments) {
        String phrase = arguments.text("end_phrase");
        return Instruction.of("does not end with '" + phrase + "'", response -> response.endsWith(phrase));
    }

    private static Instruction quotation(Arguments arguments) {
        return Instruction.of(
                "is not within double quotation marks",
                response -> response.startsWith("\"") && response.endsWith("\""));
    }

    private static Instruction noCommas(Arguments arguments) {
        return Instruction.of("has a comma", response -> response.indexOf(',') < 0);
    }
}
