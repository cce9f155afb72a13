package dev.caravan.policy.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON in front of a safetensors file. Nothing in it is trusted: on return the entries lie in offset order, cover the
 * data exactly once, and every length follows from its dtype and shape.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
record SafeTensorsHeader(List<Entry> entries, Map<String, String> metadata) {

    /** As in the reference implementation: a longer header is an attack or not a header. */
    static final long MAX_BYTES = 100_000_000;

    private static final String METADATA = "__metadata__";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** One tensor; the offsets count from the end of the header. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(String name, DType dtype, long[] shape, long begin, long end) {}

    /**
     * Checks the length field.
     *
     * @param first the first 8 bytes of the file, as a little-endian number
     * @param fileBytes length of the whole file
     */
    static int length(long first, long fileBytes, String source) {
        if (first < 2 || first > Math.min(MAX_BYTES, fileBytes - 8)) {
            throw new ModelFormatException(source + ": not a safetensors file: header of "
                    + Long.toUnsignedString(first) + " bytes in a file of " + fileBytes);
        }
        return (int) first;
    }

    /** @param dataBytes bytes that follow the header */
    static SafeTensorsHeader parse(byte[] json, long dataBytes, String source) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (IOException e) {
            throw new ModelFormatException(source + ": malformed safetensors header: " + e.getMessage(), e);
        }
        if (!root.isObject()) {
            throw new ModelFormatException(source + ": malformed safetensors header: not a JSON object");
        }
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (!field.getKey().equals(METADATA)) {
                entries.add(entry(field.getKey(), field.getValue(), source));
                continue;
            }
            for (Map.Entry<String, JsonNode> item : field.getValue().properties()) {
                metadata.put(item.getKey(), item.getValue().asText());
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long covered = 0;
        for (Entry entry : entries) {
            if (entry.begin() != covered) {
                throw bad(
                        source,
                        entry.name(),
                        "starts at " + entry.begin() + " where the tensor before ends at " + covered);
            }
            covered = entry.end();
        }
        if (covered != dataBytes) {
            throw new ModelFormatException(source + ": the tensors take " + covered + " bytes but the file holds "
                    + dataBytes + "; it is cut short or has a tail");
        }
        return new SafeTensorsHeader(List.copyOf(entries), Map.copyOf(metadata));
    }

    private static Entry entry(String name, JsonNode node, String source) {
        DType dtype = Arrays.stream(DType.values())
                .filter(known -> known.name().equals(node.path("dtype").asText()))
                .findFirst()
                .orElseThrow(() -> bad(source, name, "unsupported dtype " + node.path("dtype")));
        long[] shape = numbers(node.path("shape"), name, "shape", source);
        long[] offsets = numbers(node.path("data_offsets"), name, "data_offsets", source);
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw bad(source, name, "data_offsets must be [begin, end], got " + node.path("data_offsets"));
        }
        long bytes;
        try {
            bytes = dtype.bytes(shape);
        } catch (ArithmeticException e) {
            throw bad(source, name, "shape " + Arrays.toString(shape) + " overflows");
        }
        if (offsets[1] - offsets[0] != bytes) {
            throw bad(
                    source,
                    name,
                    dtype + Arrays.toString(shape) + " takes " + bytes + " bytes, but data_offsets is "
                            + node.path("data_offsets"));
        }
        if (bytes > Integer.MAX_VALUE) {
            throw bad(source, name, "a tensor of " + bytes + " bytes is too large; the limit is 2 GiB");
        }
        return new Entry(name, dtype, shape, offsets[0], offsets[1]);
    }

    private static long[] numbers(JsonNode array, String name, String key, String source) {
        if (!array.isArray()) {
            throw bad(source, name, key + " must be an array, got " + array);
        }
        long[] values = new long[array.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = array.get(i);
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
                throw bad(source, name, key + " must hold non-negative integers, got " + array);
            }
            values[i] = value.asLong();
        }
        return values;
    }

    private static ModelFormatException bad(String source, String name, String what) {
        return new ModelFormatException(source + ": tensor " + name + ": " + what);
    }

    /** Length field and JSON, padded with spaces so that the data starts at a multiple of 8. */
    ByteBuffer encode() {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode items = root.putObject(METADATA);
            new TreeMap<>(metadata).forEach(items::put);
        }
        for (Entry entry : entries) {
            ObjectNode node = root.putObject(entry.name());
            node.put("dtype", entry.dtype().name());
            ArrayNode shape = node.putArray("shape");
            for (long dimension : entry.shape()) {
                shape.add(dimension);
            }
            node.putArray("data_offsets").add(entry.begin()).add(entry.end());
        }
        byte[] json;
        try {
            json = JSON.writeValueAsBytes(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int padded = (json.length + 7) / 8 * 8;
        byte[] spaces = new byte[padded - json.length];
        Arrays.fill(spaces, (byte) ' ');
        return ByteBuffer.allocate(8 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(json)
                .put(spaces)
                .flip();
    }
}
