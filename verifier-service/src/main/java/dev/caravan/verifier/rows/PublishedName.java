package dev.caravan.verifier.rows;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A name that published data sets have in their field {@code dataset}, where it is not our verifier's own: those of open-instruct's {@code
 * ground_truth_utils}, with the options that make our verifier do what theirs of that name does.
 *
 * @param verifier our verifier; empty for none
 */
record PublishedName(String published, String verifier, Map<String, String> options) {

    static final List<PublishedName> ALL = List.of(
            new PublishedName("string_matcher", "exact", Map.of("take", "answer", "words", "true")),
            new PublishedName("string_f1", "f1", Map.of("take", "final")),
            new PublishedName("puzzle", "exact", Map.of("take", "final", "words", "true")),
            new PublishedName("flan", "exact", Map.of("take", "stated", "words", "true")),
            new PublishedName("re_search", "exact", Map.of("take", "finish", "words", "true")),
            new PublishedName("re_search_f1", "f1", Map.of("take", "finish", "floor", "0.1")),
            new PublishedName("general-quality", "judge", Map.of("truth", "none")),
            new PublishedName("general-quality_ref", "judge", Map.of("truth", "reference")),
            new PublishedName("general-quality_rubric", "judge", Map.of("truth", "rubric")),
            new PublishedName("general-factuality", "judge", Map.of("aspects", "truthfulness", "truth", "reference")),
            // Rewards come from elsewhere; it always says 0 there, which is to verify nothing.
            new PublishedName("passthrough", "", Map.of()));

    PublishedName {
        options = Map.copyOf(options);
    }

    /** The entry of that name, in any case; empty where the name is our verifier's own, or nobody's. */
    static Optional<PublishedName> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(candidate -> candidate.published().equals(lower))
                .findFirst();
    }
}
