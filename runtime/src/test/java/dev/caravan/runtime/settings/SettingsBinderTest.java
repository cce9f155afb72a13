package dev.caravan.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.runtime.settings.units.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsBinderTest {

    enum Outcome {
        KEEP_ALL,
        DROP
    }

    record Sampling(
            @Default("1.0") @Doc("softmax temperature, above 0") double temperature, @Default("64") int maxTokens) {
        Sampling {
            if (temperature <= 0) {
                throw new IllegalArgumentException("temperature must be above 0: " + temperature);
            }
        }
    }

    sealed interface Source permits FileSource, Generator {}

    @Kind("files")
    record FileSource(Path path, @Default("1MiB") Size readAhead) implements Source {}

    @Kind("generator")
    record Generator(@Default("[add, sub]") List<String> skills) implements Source {}

    record Stage(String name, @Default("5e-6") double lr, @Default("{}") Sampling sampling, Optional<Source> source) {}

    record Recipe(
            @Default("0") long seed,
            @Default("30s") Duration deadline,
            @Default("drop") Outcome outcome,
            @Default("true") boolean evaluate,
            @Default("") String note,
            @Default("{}") Map<String, Double> mix,
            @Default("[]") List<Stage> stages,
            @Default("{}") JsonNode extra,
            @Nullable String model) {}

    @TempDir
    Path dir;

    @Test
    void whatIsLeftOutTakesItsDefault() {
        // When
        Recipe recipe = SettingsBinder.defaults(Recipe.class);

        // Then
        assertThat(recipe.seed()).isZero();
        assertThat(recipe.deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(recipe.outcome()).isEqualTo(Outcome.DROP);
        assertThat(recipe.evaluate()).isTrue();
        assertThat(recipe.note()).isEmpty();
        assertThat(recipe.stages()).isEmpty();
        assertThat(recipe.model()).isNull();
    }

    @Test
    void everyTypeIsReadFromYaml() {
        // When
        Recipe recipe = bind(
                """
                seed: 1_000
                deadline: 1h30m
                outcome: keep_all
                evaluate: false
                note: "1.10"
                mix: {add: 0.25, sub: 1}
                model: base
                extra: {any: [1, two]}
                stages:
                  - name: sft
                    lr: 1e-4
                    sampling: {temperature: 0.7}
                    source: {kind: files, path: data/x.jsonl, read_ahead: 64KiB}
                  - name: rlvr
                    source: {kind: generator}
                """);

        // Then
        assertThat(recipe.seed()).isEqualTo(1000);
        assertThat(recipe.deadline()).isEqualTo(Duration.ofMinutes(90));
        assertThat(recipe.outcome()).isEqualTo(Outcome.KEEP_ALL);
        assertThat(recipe.note()).isEqualTo("1.10");
        assertThat(recipe.mix()).containsExactly(Map.entry("add", 0.25), Map.entry("sub", 1.0));
        assertThat(recipe.extra().path("any").path(1).asText()).isEqualTo("two");
        assertThat(recipe.stages())
                .containsExactly(
                        new Stage(
                                "sft",
                                1e-4,
                                new Sampling(0.7, 64),
                                Optional.of(new FileSource(Path.of("data/x.jsonl"), new Size(64 << 10)))),
                        new Stage(
                                "rlvr",
                                5e-6,
                                new Sampling(1.0, 64),
                                Optional.of(new Generator(List.of("add", "sub")))));
    }

    @Test
    void anUnknownKeyNamesItsPathAndTheNearestKey() {
        assertFails(
                """
                stages:
                  - name: a
                  - name: b
                  - name: c
                    sampling: {temprature: 0.7}
                """,
                "recipe.yaml: stages[2].sampling.temprature is not a setting; did you mean temperature?");
    }

    @Test
    void anUnknownKeyLikeNoOtherListsTheKeys() {
        assertFails(
                "stages: [{name: a, colour: red}]",
                "recipe.yaml: stages[0].colour is not a setting; there are name, lr, sampling, source");
    }

    @Test
    void whatAConstructorRefusesIsReportedWithItsPath() {
        assertFails(
                "stages: [{name: a, sampling: {temperature: 0}}]",
                "recipe.yaml: stages[0].sampling: temperature must be above 0: 0.0");
    }

    @Test
    void aMissingSettingIsNamed() {
        assertFails("stages: [{lr: 1}]", "recipe.yaml: stages[0].name must be set");
    }

    @Test
    void wrongTypesAreNamedWithTheValue() {
        assertFails("seed: many", "recipe.yaml: seed must be a whole number, is 'many'");
        assertFails("seed: 1.5", "recipe.yaml: seed must be a whole number, is '1.5'");
        assertFails("deadline: 30", "recipe.yaml: deadline must be a duration like 30s, is '30'");
        assertFails("stages: {name: a}", "recipe.yaml: stages must be a list, is keys and values");
        assertFails("stages: [a]", "recipe.yaml: stages[0] must be keys and values, is 'a'");
        assertFails("evaluate: perhaps", "recipe.yaml: evaluate must be true or false, is 'perhaps'");
        assertFails("mix: {add: NaN}", "recipe.yaml: mix.add must be a number, is 'NaN'");
        assertFails("note: 1.10", "recipe.yaml: note must be text; put it in quotes: \"1.1\"");
        assertFails("outcome: drp", "recipe.yaml: outcome must be one of keep_all, drop, is 'drp'; did you mean drop?");
        assertFails("outcome: [drop]", "recipe.yaml: outcome must be text, is a list");
    }

    @Test
    void anUnknownKindNamesThoseThereAre() {
        assertFails(
                "stages: [{name: a, source: {kind: file}}]",
                "recipe.yaml: stages[0].source.kind is 'file', not one of files, generator; did you mean files?");
        assertFails(
                "stages: [{name: a, source: {}}]",
                "recipe.yaml: stages[0].source.kind must be set, to one of files, generator");
    }

    @Test
    void overridesReachIntoListsByIndexAndByName() {
        // When
        Recipe recipe = SettingsBinder.text("recipe.yaml", "stages: [{name: sft}, {name: rlvr}]")
                .with(List.of(
                        "stages[0].lr=0.5",
                        "stages[rlvr].sampling.max_tokens=7",
                        "deadline=5m",
                        "mix.add=0.5",
                        "seed=3"))
                .bind(Recipe.class);

        // Then
        assertThat(recipe.stages().get(0).lr()).isEqualTo(0.5);
        assertThat(recipe.stages().get(1).sampling()).isEqualTo(new Sampling(1.0, 7));
        assertThat(recipe.deadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(recipe.mix()).containsEntry("add", 0.5);
        assertThat(recipe.seed()).isEqualTo(3);
    }

    @Test
    void aWrongOverrideSaysSo() {
        assertOverrideFails(
                "stages[ppo].lr=1", "--set stages[ppo].lr=1: stages has no element ppo; it has [sft, rlvr]");
        assertOverrideFails("stages[2].lr=1", "--set stages[2].lr=1: stages has no element 2; it has [sft, rlvr]");
        assertOverrideFails("seed", "--set seed: write it as key=value, sampling.temperature=0.7 say");
        assertOverrideFails("sed=1", "--set: sed is not a setting; did you mean seed?");
        assertOverrideFails("stages[0].lr=fast", "--set: stages[0].lr must be a number, is 'fast'");
        assertOverrideFails(
                "stages.rlvr.sampling.max_tokens=4",
                "--set stages.rlvr.sampling.max_tokens=4: stages is a list, write stages[rlvr].sampling.max_tokens;"
                        + " it has [sft, rlvr]");
        assertOverrideFails(
                "stages.1.lr=1", "--set stages.1.lr=1: stages is a list, write stages[1].lr; it has [sft, rlvr]");
        assertOverrideFails(
                "stages.lr=1",
                "--set stages.lr=1: stages is a list, write stages[NAME OR INDEX].lr; it has [sft, rlvr]");
        assertOverrideFails("note.x=1", "--set note.x=1: there is a single value where the path goes on");
    }

    @Test
    void aKeyGivenTwiceAndBrokenYamlNameTheLine() {
        assertFails("seed: 1\nseed: 2\n", "recipe.yaml:2: Duplicate field 'seed'");
        assertThatThrownBy(() -> bind("stages: [\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("recipe.yaml:");
        assertFails("- a", "recipe.yaml: keys and values are expected, like seed: 1");
    }

    @Test
    void aFileIsNamedByItsName() throws IOException {
        // Given
        Path file = dir.resolve("mine.yaml");
        Files.writeString(file, "sed: 1");

        // Then
        assertThatThrownBy(() -> SettingsBinder.file(file).bind(Recipe.class))
                .hasMessageStartingWith("mine.yaml: sed is not a setting");
        assertThatThrownBy(() -> SettingsBinder.file(dir.resolve("absent.yaml")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("absent.yaml");
    }

    @Test
    void settingsWrittenAsJsonAreReadBackEqual() {
        // Given
        Recipe recipe = bind(
                """
                deadline: 90s
                stages:
                  - {name: sft, source: {kind: files, path: a.jsonl}}
                mix: {add: 0.1}
                """);

        // When
        JsonNode json = SettingsJson.of(recipe);

        // Then
        assertThat(SettingsBinder.text("json", json.toString()).bind(Recipe.class))
                .isEqualTo(recipe);
        assertThat(json.path("stages").path(0).path("source").path("kind").asText())
                .isEqualTo("files");
        assertThat(json.path("deadline").asText()).isEqualTo("1m30s");
    }

    @Test
    void theTableHasARowForEverySetting() {
        assertThat(SettingsTable.markdown(Stage.class).lines())
                .containsExactly(
                        "| key | type | default | meaning |",
                        "|---|---|---|---|",
                        "| `name` | text |  |  |",
                        "| `lr` | double | `5e-6` |  |",
                        "| `sampling` | settings | `{}` |  |",
                        "| `sampling.temperature` | double | `1.0` | softmax temperature, above 0 |",
                        "| `sampling.max_tokens` | int | `64` |  |",
                        "| `source` | one of files, generator |  |  |",
                        "| `source(files).path` | path |  |  |",
                        "| `source(files).read_ahead` | size | `1MiB` |  |",
                        "| `source(generator).skills` | list of text | `[add, sub]` |  |");
    }

    private static Recipe bind(String yaml) {
        return SettingsBinder.text("recipe.yaml", yaml).bind(Recipe.class);
    }

    private static void assertFails(String yaml, String message) {
        assertThatThrownBy(() -> bind(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message);
    }

    private static void assertOverrideFails(String override, String message) {
        SettingsBinder binder = SettingsBinder.text("recipe.yaml", "note: n\nstages: [{name: sft}, {name: rlvr}]");
        assertThatThrownBy(() -> binder.with(List.of(override)).bind(Recipe.class))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message);
    }
}
