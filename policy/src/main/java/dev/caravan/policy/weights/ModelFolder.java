package dev.caravan.policy.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model as Hugging Face libraries keep it in a folder, in memory.
 *
 * @param config its architecture
 * @param weights its tensors, named and shaped as {@code config} says
 * @param tokenizerJson content of {@code tokenizer.json}; not to be changed
 * @param chatTemplate content of {@code chat_template.jinja}
 */
@SuppressWarnings("ArrayRecordComponent") // a file's content; compared by nobody
public record ModelFolder(ModelConfig config, Weights weights, byte[] tokenizerJson, String chatTemplate) {

    static final String CONFIG = "config.json";
    static final String TOKENIZER = "tokenizer.json";
    static final String CHAT_TEMPLATE = "chat_template.jinja";
    private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
    private static final String GENERATION_CONFIG = "generation_config.json";

    /** As {@code save_pretrained} cuts them. */
    private static final long SHARD_BYTES = 5_000_000_000L;

    /**
     * Opens a folder; the weights stay in the mapped files unless they have to be converted to bf16.
     *
     * @throws ModelFormatException if a file is missing, malformed or not supported; names it and says what to do
     */
    public static ModelFolder load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ModelFormatException(folder + " is not a folder; give a Hugging Face model folder");
        }
        ModelConfig config = ModelConfig.parse(
                read(folder.resolve(CONFIG)), folder.resolve(CONFIG).toString());
        byte[] tokenizer = read(folder.resolve(TOKENIZER));
        return new ModelFolder(
                config, weights(config, Shards.read(folder), folder.toString()), tokenizer, chatTemplate(folder));
    }

    /** Writes the folder so that {@code transformers} opens it; every file is replaced atomically, the weights last. */
    public void save(Path folder) {
        save(folder, SHARD_BYTES);
    }

    /** As {@link #save(Path)}, cutting the weights into files of at most {@code shardBytes} (a tensor is never cut). */
    public void save(Path folder, long shardBytes) {
        SpecialTokens specials = SpecialTokens.of(config, tokenizerJson);
        AtomicFiles.write(folder.resolve(TOKENIZER), tokenizerJson);
        AtomicFiles.write(folder.resolve(TOKENIZER_CONFIG), specials.tokenizerConfig());
        AtomicFiles.write(folder.resolve(GENERATION_CONFIG), specials.generationConfig());
        AtomicFiles.write(folder.resolve(CHAT_TEMPLATE), chatTemplate.getBytes(StandardCharsets.UTF_8));
        AtomicFiles.write(folder.resolve(CONFIG), config.toJson());
        Shards.write(folder, tensors(), shardBytes);
    }

    /** The same model with other weights. */
    public ModelFolder with(Weights other) {
        return new ModelFolder(config, other, tokenizerJson, chatTemplate);
    }

    SortedMap<String, SafeTensors.Raw> tensors() {
        SortedMap<String, SafeTensors.Raw> raw = new TreeMap<>();
        for (String name : weights.names()) {
            Weights.Tensor tensor = weights.get(name);
            raw.put(name, new SafeTensors.Raw(DType.BF16, tensor.shape(), tensor.bf16()));
        }
        return raw;
    }

    /** Checks the tensors against the configuration and converts them to bf16. */
    static Weights weights(ModelConfig config, SortedMap<String, SafeTensors.Raw> raw, String source) {
        Map<String, long[]> shapes = config.tensorShapes();
        Map<String, Weights.Tensor> tensors = new TreeMap<>();
        shapes.forEach((name, shape) -> {
            SafeTensors.Raw tensor = raw.get(name);
            if (tensor == null) {
                throw new ModelFormatException(
                        source + ": tensor " + name + " is missing, but config.json asks for it");
            }
            if (!Arrays.equals(tensor.shape(), shape)) {
                throw new ModelFormatException(source + ": tensor " + name + " has shape "
                        + Arrays.toString(tensor.shape()) + ", but config.json asks for " + Arrays.toString(shape));
            }
            switch (tensor.dtype()) {
                case BF16, F16, F32 -> tensors.put(name, Bf16.tensor(tensor));
                default ->
                    throw new ModelFormatException(source + ": tensor " + name + " is " + tensor.dtype()
                            + "; weights must be BF16, F16 or F32");
            }
        });
        for (String name : raw.keySet()) {
            // Old exporters kept the rotary table and a second copy of a tied embedding; both follow from the rest.
            boolean redundant =
                    name.endsWith("rotary_emb.inv_freq") || (name.equals("lm_head.weight") && config.tiedEmbeddings());
            if (!shapes.containsKey(name) && !redundant) {
                throw new ModelFormatException(
                        source + ": tensor " + name + " belongs to no part of this architecture");
            }
        }
        return Weights.of(tensors);
    }

    private static String chatTemplate(Path folder) {
        Path file = folder.resolve(CHAT_TEMPLATE);
        if (Files.exists(file)) {
            return new String(read(file), StandardCharsets.UTF_8);
        }
        Path older = folder.resolve(TOKENIZER_CONFIG);
        if (Files.exists(older)) {
            String template = SpecialTokens.chatTemplate(read(older), older.toString());
            if (!template.isEmpty()) {
                return template;
            }
        }
        throw new ModelFormatException(file + " is missing, and there is no chat_template in " + TOKENIZER_CONFIG
                + "; write the Jinja chat template that the model should learn to that file");
    }

    private static byte[] read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelFormatException(file + " is missing; give a whole Hugging Face model folder");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
