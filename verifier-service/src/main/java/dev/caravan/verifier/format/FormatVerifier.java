package dev.caravan.verifier.format;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the shape of a completion; the ground truth is not looked at. Options:
 *
 * <ul>
 *   <li>{@code require}: one or more {@link Requirement}s, in lower case, separated by commas;
 *   <li>{@code partial}: whether the score is the share of requirements that are met; 1 for all and 0 otherwise by default.
 * </ul>
 */
public final class FormatVerifier implements Verifier {

    private static final String REQUIRE = "require";
    private static final String PARTIAL = "partial";

    @Override
    public String name() {
        return "format";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict verify(Submission submission) {
        List<Requirement> requirements = requirements(submission.options());
        List<String> unmet = new ArrayList<>();
        for (Requirement requirement : requirements) {
            if (!requirement.isMetBy(submission)) {
                unmet.add(requirement.name().toLowerCase(Locale.ROOT));
            }
        }
        if (unmet.isEmpty()) {
            return Verdict.right("all requirements are met");
        }
        boolean partial = submission.options().flag(PARTIAL, false);
        double score = partial ? 1 - (double) unmet.size() / requirements.size() : 0;
        return new Verdict.Scored(score, "not met: " + String.join(", ", unmet));
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            requirements(options);
            options.flag(PARTIAL, false);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<Requirement> requirements(Options options) {
        List<Requirement> requirements = options.only(Set.of(REQUIRE, PARTIAL)).choices(REQUIRE, Requirement.class);
        if (requirements.isEmpty()) {
            throw new IllegalArgumentException(
                    "option 'require' must name at least one requirement, as in 'think,answer_line'");
        }
        return requirements;
    }
}
