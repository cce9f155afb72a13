package dev.caravan.verifier.ifeval.instruction;

import dev.caravan.verifier.ifeval.text.TextAnalysis;
import java.util.Map;
import java.util.function.Function;

/**
 * The 25 instruction types of IFEval (Zhou et al.: Instruction-Following Evaluation for Large Language Models, 2023), by id, with the
 * semantics of the authors' code, its quirks included.
 */
public final class Ifeval {

    private Ifeval() {}

    public static Map<String, Function<Arguments, Instruction>> types(TextAnalysis analysis) {
        Lengths lengths = new Lengths(analysis.sentences());
        Cases cases = new Cases(analysis.words(), analysis.languages());
        return Map.ofEntries(
                Map.entry("keywords:existence", Keywords::existence),
                Map.entry("keywords:frequency", Keywords::frequency),
                Map.entry("keywords:forbidden_words", Keywords::forbidden),
                Map.entry("keywords:letter_frequency", Keywords::letterFrequency),
                Map.entry("language:response_language", cases::language),
                Map.entry("length_constraints:number_sentences", lengths::sentences),
                Map.entry("length_constraints:number_paragraphs", Lengths::paragraphs),
                Map.entry("length_constraints:number_words", Lengths::words),
                Map.entry("length_constraints:nth_paragraph_first_word", Lengths::firstWord),
                Map.entry("detectable_content:number_placeholders", Formats::placeholders),
                Map.entry("detectable_content:postscript", Keywords::postscript),
                Map.entry("detectable_format:number_bullet_lists", Formats::bullets),
                Map.entry("detectable_format:constrained_response", Wholes::constrained),
                Map.entry("detectable_format:number_highlighted_sections", Formats::highlights),
                Map.entry("detectable_format:multiple_sections", Formats::sections),
                Map.entry("detectable_format:json_format", Formats::json),
                Map.entry("detectable_format:title", Formats::title),
                Map.entry("combination:two_responses", Wholes::twoResponses),
                Map.entry("combination:repeat_prompt", Wholes::repeatPrompt),
                Map.entry("startend:end_checker", Wholes::end),
                Map.entry("startend:quotation", Wholes::quotation),
                Map.entry("change_case:capital_word_frequency", cases::capitalWords),
                Map.entry("change_case:english_capital", cases::capitals),
                Map.entry("change_case:english_lowercase", cases::lowerCase),
                Map.entry("punctuation:no_comma", Wholes::noComma));
    }
}
