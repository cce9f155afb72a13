package dev.caravan.cli.source;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** An open source: hands out its examples one by one, each once. */
public final class Supply {

    private final Supplier<Optional<Example>> examples;
    private final List<BadRow> badRows;

    private Supply(Supplier<Optional<Example>> examples, List<BadRow> badRows) {
        this.examples = examples;
        this.badRows = List.copyOf(badRows);
    }

    static Supply generated(Supplier<Optional<Example>> examples) {
        return new Supply(examples, List.of());
    }

    static Supply inOrder(Table table) {
        return of(table.examples(), table.badRows());
    }

    static Supply shuffled(Table table, long seed) {
        List<Example> examples = new ArrayList<>(table.examples());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = examples.size() - 1; i > 0; i--) {
            int j = (int) Long.remainderUnsigned(random.nextLong(), i + 1L);
            examples.set(j, examples.set(i, examples.get(j)));
        }
        return of(examples, table.badRows());
    }

    private static Supply of(List<Example> examples, List<BadRow> badRows) {
        Iterator<Example> iterator = examples.iterator();
        return new Supply(() -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty(), badRows);
    }

    /** The next {@code count} examples, fewer if the source ends. */
    public List<Example> take(int count) {
        List<Example> taken = new ArrayList<>();
        while (taken.size() < count) {
            Optional<Example> next = examples.get();
            if (next.isEmpty()) {
                break;
            }
            taken.add(next.get());
        }
        return taken;
    }

    /** All rows of the source that are not examples. */
    public List<BadRow> badRows() {
        return badRows;
    }
}
