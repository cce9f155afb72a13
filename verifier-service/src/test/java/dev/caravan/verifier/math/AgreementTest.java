package dev.caravan.verifier.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private final MathVerifier math = new MathVerifier();

    @Test
    void saysWhatAPersonSays() throws IOException {
        // Given
        List<AgreementSet> all = AgreementSet.all();

        // When
        List<String> disagreements = new ArrayList<>();
        for (AgreementSet pair : all) {
            Verdict verdict = math.verify(pair.submission());
            if (isRight(verdict) != pair.right()) {
                disagreements.add(pair + ": " + verdict);
            }
        }

        // Then
        assertThat(all).hasSizeGreaterThan(800);
        assertThat(disagreements).isEmpty();
    }

    @Test
    void everyReferenceIsUsableAndSaysTheSameAsItself() throws IOException {
        // Given
        List<String> references = AgreementSet.all().stream()
                .map(AgreementSet::reference)
                .distinct()
                .toList();

        // When
        List<String> faults = references.stream()
                .filter(reference -> math.problem(reference, Options.NONE).isPresent()
                        || !isRight(math.verify(new AgreementSet("", reference, reference, true).submission())))
                .toList();

        // Then
        assertThat(faults).isEmpty();
    }

    private static boolean isRight(Verdict verdict) {
        return verdict instanceof Verdict.Scored scored && scored.score() == 1;
    }
}
