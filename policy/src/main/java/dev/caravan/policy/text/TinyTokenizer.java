package dev.caravan.policy.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the {@code tokenizer.json} of a small model: a word is one token if the training text has it often, a digit always is,
 * and anything else falls back to its UTF-8 bytes, so that every text has ids and comes back unchanged.
 *
 * <p>In terms of the format: byte-level BPE without merges, whose {@code ignore_merges} lets a whole piece be one token. Ids:
 * the special tokens as given, then the 256 bytes, then the words from the most to the least frequent.
 */
public final class TinyTokenizer {

    /** A rarer piece would get an embedding that training hardly touches. */
    static final int MIN_COUNT = 5;

    private static final int BYTES = 256;

    /** A word with the space before it, the answer mark, else one character; a run of digits is never one piece. */
    private static final String PIECE = " ?[A-Za-z]+|####|[\\s\\S]";

    private static final ObjectMapper JSON = new ObjectMapper();

    private TinyTokenizer() {}

    /**
     * Learns the words and writes the file. The same texts give the same bytes.
     *
     * @param texts what the model will be trained on, or a sample of it
     * @param vocabSize most ids to use, at least {@code specials.size() + 256}; fewer if fewer words are frequent
     * @param specials spellings of the special tokens, which get the ids 0, 1, ...
     */
    public static byte[] train(Iterator<String> texts, int vocabSize, List<String> specials) {
        int room = vocabSize - specials.size() - BYTES;
        if (room < 0) {
            throw new IllegalArgumentException(
                    "vocabSize must be at least " + (specials.size() + BYTES) + ", got " + vocabSize);
        }
        Set<String> vocabulary = new LinkedHashSet<>(specials);
        if (vocabulary.size() < specials.size()) {
            throw new IllegalArgumentException("special tokens must differ: " + specials);
        }
        for (int value = 0; value < BYTES; value++) {
            vocabulary.add(String.valueOf(symbol(value)));
        }
        Map<String, Integer> counts = count(texts);
        List<String> words = new ArrayList<>(counts.keySet());
        words.removeIf(word -> counts.getOrDefault(word, 0) < MIN_COUNT || vocabulary.contains(word));
        words.sort(Comparator.comparing((String word) -> -counts.getOrDefault(word, 0))
                .thenComparing(Comparator.naturalOrder()));
        vocabulary.addAll(words.subList(0, Math.min(room, words.size())));
        return json(vocabulary, specials);
    }

    /** Pieces in byte symbols. */
    private static Map<String, Integer> count(Iterator<String> texts) {
        Map<String, Integer> counts = new HashMap<>();
        Pattern pattern = Pattern.compile(PIECE);
        while (texts.hasNext()) {
            Matcher matcher = pattern.matcher(texts.next());
            while (matcher.find()) {
                counts.merge(symbols(matcher.group()), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static String symbols(String piece) {
        StringBuilder symbols = new StringBuilder();
        for (byte value : piece.getBytes(StandardCharsets.UTF_8)) {
            symbols.append(symbol(value & 0xFF));
        }
        return symbols.toString();
    }

    /**
     * The printable character that stands for a byte in a byte-level vocabulary: itself where it is printable in Latin-1, else
     * the next free one from U+0100 (GPT-2's {@code bytes_to_unicode}).
     */
    private static char symbol(int value) {
        if (printable(value)) {
            return (char) value;
        }
        int before = 0;
        for (int other = 0; other < value; other++) {
            before += printable(other) ? 0 : 1;
        }
        return (char) (0x100 + before);
    }

    private static boolean printable(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || (value >= 0xAE && value <= 0xFF);
    }

    private static byte[] json(Set<String> vocabulary, List<String> specials) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        root.putNull("truncation");
        root.putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (int id = 0; id < specials.size(); id++) {
            added.addObject()
                    .put("id", id)
                    .put("content", specials.get(id))
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        root.putNull("normalizer");
        ObjectNode sequence = root.putObject("pre_tokenizer").put("type", "Sequence");
        ArrayNode steps = sequence.putArray("pretokenizers");
        ObjectNode split = steps.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", PIECE);
        split.put("behavior", "Isolated").put("invert", false);
        byteLevel(steps.addObject());
        root.putNull("post_processor");
        byteLevel(root.putObject("decoder"));
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.putNull("dropout");
        model.putNull("unk_token");
        model.putNull("continuing_subword_prefix");
        model.putNull("end_of_word_suffix");
        model.put("fuse_unk", false);
        model.put("byte_fallback", false);
        model.put("ignore_merges", true);
        ObjectNode vocab = model.putObject("vocab");
        for (String token : vocabulary) {
            vocab.put(token, vocab.size());
        }
        model.putArray("merges");
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void byteLevel(ObjectNode node) {
        node.put("type", "ByteLevel");
        node.put("add_prefix_space", false);
        node.put("trim_offsets", true);
        node.put("use_regex", false);
    }
}
