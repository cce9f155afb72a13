package dev.caravan.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Turn;
import dev.caravan.schemas.VerifierSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static final Prompt PROMPT = Prompt.newBuilder()
            .setId("p1")
            .setRun("r")
            .setStage("rlvr")
            .setTurns(List.of(new Turn("user", "2+2?", false)))
            .setSkill("sum")
            .setSource("generator")
            .setLicence("Apache-2.0")
            .setVerifiers(List.of(new VerifierSpec("math", "4", 1.0, Map.of("strict", "true"))))
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "skill=sum",
                "verifiers.name=math",
                "name=math",
                "options.strict=true",
                "turns.role = user",
                "skill!=w2",
                "keep_rate=1.0"
            })
    void holdsWhereAFieldOfThatPathHasTheValue(String text) {
        assertThat(Filter.parse(text).holds(RecordJson.of(PROMPT))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"skill=w2", "ill=sum", "skill!=sum", "nothing=sum"})
    void doesNotHoldElsewhere(String text) {
        assertThat(Filter.parse(text).holds(RecordJson.of(PROMPT))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"skill", "=sum", "", "!=x"})
    void saysHowAFilterIsWritten(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.parse(text))
                .withMessageContaining("field=value");
    }

    @Test
    void aTombstoneHasNoField() {
        assertThat(Filter.parse("skill=sum").holds(RecordJson.of(null))).isFalse();
    }
}
