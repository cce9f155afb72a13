package dev.caravan.cli.source;

import java.util.Optional;

/** Whether an example can be judged; asked for every row as it is read, so that a bad ground truth is found before anything is trained on it. */
@FunctionalInterface
public interface ExampleCheck {

    /** Finds nothing wrong. */
    ExampleCheck NONE = example -> Optional.empty();

    /** What is wrong with the example's ground truth, or with how it is to be judged; empty if nothing is. */
    Optional<String> problem(Example example);
}
