/**
 * What a recipe may say. Start reading at {@link dev.caravan.cli.recipe.Recipe}; {@link dev.caravan.cli.recipe.RecipeFile} reads one
 * from YAML. Records that cannot exist invalid.
 */
@NullMarked
package dev.caravan.cli.recipe;

import org.jspecify.annotations.NullMarked;
