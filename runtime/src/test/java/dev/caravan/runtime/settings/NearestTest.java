package dev.caravan.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private final List<String> commands = List.of("run", "up", "ingest", "generate", "verify", "topics");

    @Test
    void aSlipOfTheFingersIsRecognised() {
        assertThat(Nearest.to("genrate", commands)).contains("generate");
        assertThat(Nearest.to("vreify", commands)).contains("verify");
        assertThat(Nearest.to("topic", commands)).contains("topics");
    }

    @Test
    void somethingElseAltogetherIsNot() {
        assertThat(Nearest.to("deploy", commands)).isEmpty();
        assertThat(Nearest.to("x", commands)).isEmpty();
    }
}
