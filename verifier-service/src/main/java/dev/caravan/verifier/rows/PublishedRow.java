package dev.caravan.verifier.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.schemas.VerifierSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes verifiers of a row's {@code dataset} (names) and {@code ground_truth}. Either is one value or, for several verifiers, an array; then
 * both are, of the same length. A ground truth that has structure is passed on as JSON text.
 *
 * <p>Whether there are such verifiers, and whether they can use these ground truths, is for {@link
 * dev.caravan.verifier.VerifierRegistry#problem} to say.
 */
public final class PublishedRow {

    /** Those whose ground truth may be an array of acceptable answers. */
    private static final Set<String> TAKES_ANY = Set.of("exact", "f1");

    private PublishedRow() {}

    /**
     * The verifiers of a row; none if it names only {@code passthrough}.
     *
     * @param dataset a name or an array of names
     * @param groundTruth what belongs to it; a missing node is an empty ground truth
     * @throws IllegalArgumentException if they do not fit together; names the field
     */
    public static List<VerifierSpec> verifiers(JsonNode dataset, JsonNode groundTruth) {
        return verifiers(dataset, groundTruth, Map.of());
    }

    /**
     * The same with names replaced first.
     *
     * @param renamed verifiers' names by names in the rows
     */
    public static List<VerifierSpec> verifiers(JsonNode dataset, JsonNode groundTruth, Map<String, String> renamed) {
        List<VerifierSpec> verifiers = new ArrayList<>();
        if (!dataset.isArray()) {
            verifier(name(dataset), groundTruth, renamed).ifPresent(verifiers::add);
            return verifiers;
        }
        if (dataset.isEmpty()) {
            throw new IllegalArgumentException("dataset must name a verifier, it is an empty array");
        }
        boolean single = dataset.size() == 1 && !groundTruth.isArray();
        if (!single && !(groundTruth.isArray() && groundTruth.size() == dataset.size())) {
            throw new IllegalArgumentException("dataset names " + dataset.size()
                    + " verifiers, so ground_truth must be an array of as many, it is "
                    + (groundTruth.isArray() ? "one of " + groundTruth.size() : kind(groundTruth)));
        }
        for (int i = 0; i < dataset.size(); i++) {
            verifier(name(dataset.get(i)), single ? groundTruth : groundTruth.get(i), renamed)
                    .ifPresent(verifiers::add);
        }
        return verifiers;
    }

    /** A ground truth as the text that verifiers get: a text or a number as it is, structure as JSON, nothing as empty. */
    public static String truth(JsonNode groundTruth) {
        if (groundTruth.isNull() || groundTruth.isMissingNode()) {
            return "";
        }
        return groundTruth.isValueNode() ? groundTruth.asText() : groundTruth.toString();
    }

    private static Optional<VerifierSpec> verifier(String name, JsonNode groundTruth, Map<String, String> renamed) {
        String meant = renamed.getOrDefault(name, name);
        Optional<PublishedName> published = PublishedName.of(meant);
        String verifier = published.map(PublishedName::verifier).orElse(meant.toLowerCase(Locale.ROOT));
        if (verifier.isEmpty()) {
            return Optional.empty();
        }
        String truth = truth(groundTruth);
        Map<String, String> options =
                new TreeMap<>(published.map(PublishedName::options).orElse(Map.of()));
        if (TAKES_ANY.contains(verifier) && isArray(truth)) {
            options.put("any", "true");
        }
        return Optional.of(VerifierSpec.newBuilder()
                .setName(verifier)
                .setGroundTruth(truth)
                .setOptions(options)
                .build());
    }

    /** Arrays of acceptable answers are published as arrays and as texts that hold one. */
    private static boolean isArray(String truth) {
        String text = truth.strip();
        return text.startsWith("[\"") && text.endsWith("]");
    }

    private static String name(JsonNode dataset) {
        if (!dataset.isTextual() || dataset.asText().isBlank()) {
            throw new IllegalArgumentException("dataset must name a verifier, it is " + kind(dataset));
        }
        return dataset.asText().strip();
    }

    private static String kind(JsonNode node) {
        return node.isTextual()
                ? "'" + node.asText() + "'"
                : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
