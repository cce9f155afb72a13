package dev.caravan.cli.source;

import java.nio.file.Path;

/** Where a recipe gets examples from. */
public sealed interface Source permits Exercises, PretrainingText, Jsonl, Parquet {

    /**
     * Examples to train on, in an order that depends on the seed.
     *
     * @param root folder that relative paths start from
     * @param check rows that it finds fault with become bad rows
     * @throws SourceException if a file is not there, is not of its format, or no row can be used
     */
    Supply training(Path root, long seed, ExampleCheck check);

    /**
     * Examples to measure with, the same in every run. Exercises keep a part of their problems for this; a file is all there is, so
     * it must not be trained on as well.
     *
     * @param root folder that relative paths start from
     * @param check rows that it finds fault with become bad rows
     * @throws SourceException as {@link #training}
     */
    Supply evaluation(Path root, ExampleCheck check);

    /** The same for what is not judged. */
    default Supply training(Path root, long seed) {
        return training(root, seed, ExampleCheck.NONE);
    }

    /** The same for what is not judged. */
    default Supply evaluation(Path root) {
        return evaluation(root, ExampleCheck.NONE);
    }
}
