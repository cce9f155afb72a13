package dev.caravan.cli.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeFileTest {

    private static final Path RECIPES = Path.of("..", "recipes");
    private static final Path QUICKSTART = RECIPES.resolve("quickstart.yaml");

    static Stream<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(RECIPES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeThatWeShipIsValid(Path file) {
        // Given / When
        Recipe recipe = RecipeFile.load(file, List.of()).recipe();

        // Then
        assertThat(file.getFileName()).hasToString(recipe.name() + ".yaml");
        assertThat(recipe.description()).isNotBlank();
    }

    @Test
    void overridesReachIntoStages() {
        // Given
        List<String> overrides = List.of("seed=7", "stages[2].settings.steps=3", "evaluation.items=20");

        // When
        RecipeFile file = RecipeFile.load(QUICKSTART, overrides);

        // Then
        assertThat(file.recipe().seed()).isEqualTo(7);
        assertThat(file.recipe().evaluation().items()).isEqualTo(20);
        assertThat(((Stage.Grpo) file.recipe().stages().get(2)).settings().steps())
                .isEqualTo(3);
        assertThat(file.settings(2)).contains("\"steps\":3");
    }

    @Test
    void aMissingRecipeNamesItsNeighbour() {
        // Given
        Path file = RECIPES.resolve("quikstart.yaml");

        // When / Then
        assertThatThrownBy(() -> RecipeFile.load(file, List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("no recipe")
                .hasMessageContaining("did you mean")
                .hasMessageContaining("quickstart.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seeed=3 | seeed | seed",
                "stages[0].settings.batch_sise=3 | batch_sise | batch_size",
                "stages[2].settings.steps=0 | steps must be positive | 0",
                "evaluation.source=nothing | evaluation.source must name one of sources | nothing",
                "sources.exercises.skills.sort=1 | no skill named sort | w3",
                "stages[1].name=sft | stages must have different names | sft",
                "stages[0].kind=stf | not one of | sft"
            })
    void whatARecipeCannotSayIsNamedWithWhatIsNear(String override, String what, String near) {
        // Given
        List<String> overrides = List.of(override);

        // When / Then
        assertThatThrownBy(() -> RecipeFile.load(QUICKSTART, overrides))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(what)
                .hasMessageContaining(near);
    }

    @Test
    void aRelativeModelIsBesideTheRecipe(@TempDir Path folder) throws IOException {
        // Given
        Path file = Files.copy(QUICKSTART, folder.resolve("mine.yaml"));

        // When
        RecipeFile recipe = RecipeFile.load(file, List.of());

        // Then
        assertThat(recipe.beside("tiny-base")).isEqualTo(folder.toAbsolutePath().resolve("tiny-base"));
    }
}
