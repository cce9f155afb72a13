package dev.caravan.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.CaravanException;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.spi.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifierRegistryTest {

    @Test
    void findsTheBuiltInVerifiersLikeAnyOther() {
        // When
        VerifierRegistry registry = VerifierRegistry.discover();

        // Then
        assertThat(registry.names()).contains("exact", "format", "gsm8k", "math", "open_instruct_math", "strict_math");
        assertThat(registry.names()).allSatisfy(name -> assertThat(registry.find(name))
                .hasValueSatisfying(verifier -> assertThat(verifier.version()).isNotEmpty()));
        assertThat(registry.find("maths")).isEmpty();
    }

    @Test
    void saysWhatIsWrongBeforeAnythingIsTrained() {
        // Given
        VerifierRegistry registry = VerifierRegistry.discover();

        // When
        var fine = registry.problem(spec("math", "3/4", 1, Map.of("strict", "true")));
        var unknown = registry.problem(spec("maths", "3/4", 1, Map.of()));
        var truth = registry.problem(spec("math", "three", 1, Map.of("strict", "true")));
        var option = registry.problem(spec("exact", "three", 1, Map.of("take", "it")));
        var weight = registry.problem(spec("math", "3", -1, Map.of()));

        // Then
        assertThat(fine).isEmpty();
        assertThat(unknown).hasValueSatisfying(text -> assertThat(text)
                .startsWith("unknown verifier 'maths'; known: exact, format, gsm8k, math"));
        assertThat(truth).hasValueSatisfying(text -> assertThat(text)
                .startsWith("verifier 'math': ground truth 'three' is not a number"));
        assertThat(option)
                .hasValue("verifier 'exact': option 'take' must be one of [all, last_line, answer], not 'it'");
        assertThat(weight).hasValue("weight of verifier 'math' must be above 0: -1.0");
    }

    @Test
    void refusesTwoVerifiersOfOneName() {
        // Given
        FakeVerifier one = FakeVerifier.says("same", Verdict.right(""));

        // When, Then
        assertThatThrownBy(() -> new VerifierRegistry(List.of(one, one)))
                .isInstanceOf(CaravanException.class)
                .hasMessageContaining("two verifiers are called 'same'")
                .hasMessageContaining(FakeVerifier.class.getName());
    }

    private static VerifierSpec spec(String name, String truth, double weight, Map<String, String> options) {
        return VerifierSpec.newBuilder()
                .setName(name)
                .setGroundTruth(truth)
                .setWeight(weight)
                .setOptions(options)
                .build();
    }
}
