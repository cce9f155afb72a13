package dev.caravan.cli.recipe;

import dev.caravan.cli.source.BadRow;
import dev.caravan.cli.source.Example;
import dev.caravan.cli.source.ExampleCheck;
import dev.caravan.cli.source.SourceException;
import dev.caravan.cli.source.Supply;
import java.nio.file.Path;
import java.util.List;

/**
 * The questions that a recipe measures models with.
 *
 * @param badRows rows of their source that are none
 */
public record EvaluationItems(List<Example> items, List<BadRow> badRows) {

    public EvaluationItems {
        items = List.copyOf(items);
        badRows = List.copyOf(badRows);
    }

    /**
     * Reads them.
     *
     * @param root folder that relative paths of sources start from
     * @param check rows that it finds fault with become bad rows
     * @throws SourceException if the source cannot be read, has no usable row, or has no answers
     */
    public static EvaluationItems of(Recipe recipe, Path root, ExampleCheck check) {
        EvaluationSettings settings = recipe.evaluation();
        Supply supply = recipe.source(settings.source()).evaluation(root, check);
        List<Example> items = supply.take(settings.items());
        if (items.stream()
                .anyMatch(item -> recipe.judging().verifiers(item, false).isEmpty()
                        || item.prompt().isEmpty())) {
            throw new SourceException("evaluation.source " + settings.source()
                    + " has no answers; name the field that holds them in its fields.answer");
        }
        return new EvaluationItems(items, supply.badRows());
    }
}
