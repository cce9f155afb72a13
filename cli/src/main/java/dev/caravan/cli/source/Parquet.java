package dev.caravan.cli.source;

import dev.caravan.cli.source.rows.ParquetRows;
import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.Kind;
import java.nio.file.Path;

/** An Apache Parquet file. */
@Kind("parquet")
public record Parquet(
        @Doc("the file; a relative one is looked for under the data folder") String path,
        @Default("{}") @Doc("which fields of a row mean what") Fields fields,
        @Doc("skill of rows that do not say theirs") String skill,
        @Doc("licence of rows that do not say theirs") String licence)
        implements Source {

    public Parquet {
        Table.check(path, skill, licence);
    }

    @Override
    public Supply training(Path root, long seed, ExampleCheck check) {
        return Supply.shuffled(table(root, check), seed);
    }

    @Override
    public Supply evaluation(Path root, ExampleCheck check) {
        return Supply.inOrder(table(root, check));
    }

    private Table table(Path root, ExampleCheck check) {
        return Table.read(root, path, ParquetRows::read, new RowMapping(fields, skill, licence, check));
    }
}
