package dev.caravan.verifier.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Verdict;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private final MathVerifier math = new MathVerifier();

    @Test
    void saysWhatAPersonSays() throws IOException {
        // Given
        List<AgreementSet> all = AgreementSet.all();

        // When
        List<AgreementSet> disagreements = disagreements(all);

        // Then
        assertThat(all).hasSizeGreaterThan(800);
        assertThat(disagreements).isEmpty();
    }

    @Test
    void saysWhatAPersonSaysOfWhatWasMended() throws IOException {
        // Given
        List<AgreementSet> mended = AgreementSet.mended();

        // When
        List<AgreementSet> disagreements = disagreements(mended);

        // Then
        assertThat(mended).hasSizeGreaterThan(120);
        assertThat(disagreements).isEmpty();
    }

    @Test
    void acceptsNothingOfTheHeldOutSetThatAPersonRefuses() throws IOException {
        // Given
        List<AgreementSet> heldOut = AgreementSet.heldOut();

        // When
        List<AgreementSet> disagreements = disagreements(heldOut);

        // Then
        assertThat(heldOut).hasSizeGreaterThan(450);
        assertThat(disagreements).allMatch(AgreementSet::right).hasSizeLessThanOrEqualTo(8);
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

    private List<AgreementSet> disagreements(List<AgreementSet> pairs) {
        return pairs.stream()
                .filter(pair -> isRight(math.verify(pair.submission())) != pair.right())
                .toList();
    }

    private static boolean isRight(Verdict verdict) {
        return verdict instanceof Verdict.Scored scored && scored.score() == 1;
    }
}
