package dev.caravan.cli.source;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which fields of a row mean what. A dot goes into an object: {@code item.question}. Empty means that there is no such field. */
public record Fields(
        @Default("prompt") @Doc("field with what the user says; empty for plain documents, whose text is the response")
                String prompt,
        @Default("") @Doc("field with the answer; structured ones are passed on as JSON") String answer,
        @Default("")
                @Doc("what the answer follows where it ends a longer text: #### in GSM8K; empty for the whole field")
                String answerAfter,
        @Default("") @Doc("field with what the assistant should say") String response,
        @Default("") @Doc("regular expression of what to take out of responses") String strip,
        @Default("") @Doc("field with the skill; empty to use the source's") String skill,
        @Default("") @Doc("field with the row's licence; empty to use the source's") String licence,
        @Default("")
                @Doc("field with the names of the row's verifiers: dataset in published sets; empty for the recipe's")
                String verifier,
        @Default("{}") @Doc("names of verifiers by names in that field, where these are not verifiers' names")
                Map<String, String> rename) {

    public Fields {
        rename = Map.copyOf(rename);
        if (prompt.isBlank() && response.isBlank()) {
            throw new IllegalArgumentException("fields.prompt must name the field that holds the prompt, got nothing");
        }
        if (!answerAfter.isEmpty() && answer.isEmpty()) {
            throw new IllegalArgumentException(
                    "fields.answerAfter needs fields.answer, the field to look in, got " + answerAfter);
        }
        if (!answerAfter.isEmpty() && !verifier.isEmpty()) {
            throw new IllegalArgumentException(
                    "fields.answerAfter cannot be used with fields.verifier, whose ground truths are taken whole");
        }
        if (!rename.isEmpty() && verifier.isEmpty()) {
            throw new IllegalArgumentException("fields.rename needs fields.verifier, the field with the names");
        }
        try {
            Pattern.compile(strip);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("fields.strip must be a regular expression, got " + strip, e);
        }
    }
}
