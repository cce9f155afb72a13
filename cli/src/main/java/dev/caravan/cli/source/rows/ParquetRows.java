package dev.caravan.cli.source.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jerolba.carpet.CarpetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a Parquet file, whatever its columns. */
public final class ParquetRows {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ParquetRows() {}

    public static void read(Path file, Consumer<Row> rows) throws IOException {
        long number = 0;
        try (var iterator = new CarpetReader<>(file.toFile(), Map.class).iterator()) {
            while (iterator.hasNext()) {
                number++;
                JsonNode value = JSON.valueToTree(iterator.next());
                rows.accept(new Row(file + ":" + number, value.toString(), value, ""));
            }
        }
    }
}
