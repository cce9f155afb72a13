package dev.caravan.cli.source;

import dev.caravan.schemas.VerifierSpec;
import java.util.List;

/**
 * One thing to learn from, or to be measured by.
 *
 * @param prompt what the user says
 * @param response what the assistant should say; empty if the source has no responses
 * @param answer what the recipe's verifier compares with; empty if the source has no answers, or names verifiers of its own
 * @param verifiers what the row itself says about how it is judged; empty if that is the recipe's to say
 * @param skill what it trains, for shares and for accuracy by skill
 * @param origin where it was read: file and row, or generator and key
 */
public record Example(
        String prompt,
        String response,
        String answer,
        List<VerifierSpec> verifiers,
        String skill,
        String licence,
        String origin) {

    public Example {
        verifiers = List.copyOf(verifiers);
    }
}
