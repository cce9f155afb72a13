package dev.caravan.verifier.ifeval;

import dev.caravan.verifier.ifeval.IfevalRow.Asked;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes a response that follows an instruction so that it does not. */
final class Disobedience {

    private Disobedience() {}

    static String to(Asked one, String response) {
        return switch (one.id()) {
            case "keywords:existence" -> without(response, one.texts("keywords").get(0));
            case "keywords:frequency" ->
                more(one, response, one.text("keyword"), "frequency", without(response, one.text("keyword")));
            case "keywords:forbidden_words" ->
                onEachLine(response, " " + one.texts("forbidden_words").get(0) + " ");
            case "keywords:letter_frequency" ->
                more(one, response, one.text("letter"), "let_frequency", without(response, one.text("letter")));
            case "language:response_language" ->
                "This is plain English and nothing else, whatever the prompt may have said.";
            case "length_constraints:number_sentences" ->
                more(
                        one,
                        response,
                        "It is so.",
                        "num_sentences",
                        one.number("num_sentences") < 2 ? "" : response.replaceAll("[.?!]", ""));
            case "length_constraints:number_paragraphs" -> response + "\n***\nanother";
            case "length_constraints:number_words" ->
                more(one, response, "word", "num_words", response.substring(0, 1) + "x");
            case "length_constraints:nth_paragraph_first_word" -> "another\n\n" + response;
            case "detectable_content:number_placeholders" -> response.replace("[", "");
            case "detectable_content:postscript" -> without(without(response, "P.S"), "P.P.S");
            case "detectable_format:number_bullet_lists" -> response + "\n* another";
            case "detectable_format:constrained_response" -> response.replace("My answer is yes.", "Yes.");
            case "detectable_format:number_highlighted_sections" -> response.replace("*", "");
            case "detectable_format:multiple_sections" -> response.replace(one.text("section_spliter"), "part");
            case "detectable_format:json_format" -> response + "}";
            case "detectable_format:title" -> response.replace("<<", "< <");
            case "combination:two_responses" -> response.replace("******", "*****");
            case "combination:repeat_prompt" -> "Sure: " + response;
            case "startend:end_checker" -> response + " Bye";
            case "startend:quotation" -> response + " Bye";
            case "change_case:capital_word_frequency" ->
                more(one, response, "OK", "capital_frequency", response.toLowerCase(Locale.ROOT));
            case "change_case:english_capital" -> response + " x";
            case "change_case:english_lowercase" -> response + " X";
            case "punctuation:no_comma" -> onEachLine(response, ",");
            default -> throw new IllegalArgumentException(one.id());
        };
    }

    private static String more(Asked one, String response, String of, String number, String less) {
        return one.isBelow() ? response + (" " + of).repeat(one.number(number) + 1) : less;
    }

    private static String onEachLine(String response, String what) {
        return response.replace("\n", what + "\n") + what;
    }

    private static String without(String response, String part) {
        return Pattern.compile(part, Pattern.LITERAL | Pattern.CASE_INSENSITIVE)
                .matcher(response)
                .replaceAll(Matcher.quoteReplacement("~"));
    }
}
