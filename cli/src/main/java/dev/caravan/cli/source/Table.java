package dev.caravan.cli.source;

import dev.caravan.cli.source.rows.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All of a file: what could be used, in file order, and what could not. */
record Table(List<Example> examples, List<BadRow> badRows) {

    /** Gives the rows of a file to a consumer. */
    interface Reader {
        void read(Path file, Consumer<Row> rows) throws IOException;
    }

    static Table read(Path root, String path, Reader reader, RowMapping mapping) {
        Path file = root.resolve(path).normalize();
        if (!Files.isRegularFile(file)) {
            throw new SourceException("no file " + file + "; give the folder that holds " + path + " with --data DIR");
        }
        List<Example> examples = new ArrayList<>();
        List<BadRow> bad = new ArrayList<>();
        try {
            reader.read(file, row -> {
                try {
                    examples.add(mapping.example(row));
                } catch (BadRowException e) {
                    bad.add(new BadRow(row.origin(), e.reason(), row.text()));
                }
            });
        } catch (IOException | RuntimeException e) {
            throw new SourceException(file + " cannot be read: " + e.getMessage(), e);
        }
        if (examples.isEmpty()) {
            String why = bad.isEmpty() ? "it is empty" : BadRow.list(bad);
            throw new SourceException("no usable row in " + file + ": " + why);
        }
        return new Table(examples, bad);
    }

    /** The rules of every source that is a file. */
    static void check(String path, String skill, String licence) {
        require(!path.isBlank(), "path must name a file");
        require(!skill.isBlank(), "skill must be given, accuracies and shares go by it");
        require(!licence.isBlank(), "licence must be given, every prompt carries the one it came under");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got nothing");
        }
    }
}
