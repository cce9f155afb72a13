package dev.caravan.policy.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tensors of a model folder: one {@code model.safetensors}, or several files and an index that says which holds what. */
final class Shards {

    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> METADATA = Map.of("format", "pt");

    private Shards() {}

    static SortedMap<String, SafeTensors.Raw> read(Path folder) {
        Path single = folder.resolve(SINGLE);
        Path index = folder.resolve(INDEX);
        if (Files.exists(single)) {
            return SafeTensors.map(single).tensors();
        }
        if (!Files.exists(index)) {
            throw new ModelFormatException(folder + " holds neither " + SINGLE + " nor " + INDEX
                    + "; give a Hugging Face model folder with safetensors weights");
        }
        JsonNode map = readIndex(index).path("weight_map");
        if (!map.isObject() || map.isEmpty()) {
            throw new ModelFormatException(index + ": weight_map is missing or empty");
        }
        Map<String, SafeTensors> shards = new HashMap<>();
        SortedMap<String, SafeTensors.Raw> tensors = new TreeMap<>();
        for (Map.Entry<String, JsonNode> item : map.properties()) {
            String name = item.getKey();
            String file = item.getValue().asText();
            if (!file.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
                throw new ModelFormatException(index + ": tensor " + name + ": not a plain file name: " + file);
            }
            SafeTensors.Raw raw = shards.computeIfAbsent(file, key -> SafeTensors.map(folder.resolve(key)))
                    .tensors()
                    .get(name);
            if (raw == null) {
                throw new ModelFormatException(
                        folder.resolve(file) + ": tensor " + name + " is not in it although " + INDEX + " says so");
            }
            tensors.put(name, raw);
        }
        return tensors;
    }

    /** Writes one file if the tensors fit {@code shardBytes}, else as many as needed, each tensor whole. */
    static void write(Path folder, SortedMap<String, SafeTensors.Raw> tensors, long shardBytes) {
        List<SortedMap<String, SafeTensors.Raw>> shards = new ArrayList<>();
        long room = -1;
        long total = 0;
        for (Map.Entry<String, SafeTensors.Raw> tensor : tensors.entrySet()) {
            long bytes = tensor.getValue().bytes().remaining();
            if (room < bytes) {
                shards.add(new TreeMap<>());
                room = Math.max(shardBytes, bytes);
            }
            shards.get(shards.size() - 1).put(tensor.getKey(), tensor.getValue());
            room -= bytes;
            total += bytes;
        }
        try {
            if (shards.size() <= 1) {
                new SafeTensors(tensors, METADATA).write(folder.resolve(SINGLE));
                Files.deleteIfExists(folder.resolve(INDEX));
            } else {
                writeShards(folder, shards, total);
                Files.deleteIfExists(folder.resolve(SINGLE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot replace the weights in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void writeShards(Path folder, List<SortedMap<String, SafeTensors.Raw>> shards, long total)
            throws IOException {
        ObjectNode index = JSON.createObjectNode();
        index.putObject("metadata").put("total_size", total);
        ObjectNode map = index.putObject("weight_map");
        for (int i = 0; i < shards.size(); i++) {
            String file = String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
            new SafeTensors(shards.get(i), METADATA).write(folder.resolve(file));
            shards.get(i).keySet().forEach(name -> map.put(name, file));
        }
        AtomicFiles.write(
                folder.resolve(INDEX), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(index));
    }

    private static JsonNode readIndex(Path index) {
        try {
            return JSON.readTree(Files.readAllBytes(index));
        } catch (IOException e) {
            throw new ModelFormatException(index + ": unreadable: " + e.getMessage(), e);
        }
    }
}
