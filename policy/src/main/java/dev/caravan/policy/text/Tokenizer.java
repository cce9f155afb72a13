package dev.caravan.policy.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.caravan.policy.weights.ModelFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A Hugging Face {@code tokenizer.json}, offline. Never truncates, never adds a token of its own. Safe to share between
 * threads; holds native memory until closed.
 */
public final class Tokenizer implements AutoCloseable {

    private static final Map<String, String> OPTIONS =
            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

    private final TokenizerJson json;
    private final HuggingFaceTokenizer full;

    /** The same without special tokens, so that no text can spell one. */
    private final HuggingFaceTokenizer plain;

    private Tokenizer(TokenizerJson json, String source) {
        this.json = json;
        full = open(json.full(), source);
        plain = open(json.plain(), source);
    }

    /**
     * Opens the content of a {@code tokenizer.json}.
     *
     * @throws ModelFormatException if it is not one
     */
    public static Tokenizer parse(byte[] tokenizerJson) {
        return new Tokenizer(TokenizerJson.parse(tokenizerJson, "tokenizer.json"), "tokenizer.json");
    }

    /**
     * Opens a {@code tokenizer.json} file.
     *
     * @throws ModelFormatException if it is missing or malformed
     */
    public static Tokenizer load(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return new Tokenizer(TokenizerJson.parse(bytes, file.toString()), file.toString());
        } catch (IOException e) {
            throw new ModelFormatException("cannot read tokenizer " + file + ": " + e, e);
        }
    }

    /** Ids of a text in which special tokens are recognised. For text that we wrote; for anybody else's, {@link #encodeText}. */
    public int[] encode(String text) {
        return encode(full, text);
    }

    /** Ids of a text as mere text: it yields no special token, whatever it spells. */
    public int[] encodeText(String text) {
        return encode(plain, text);
    }

    /** Text of the ids, special tokens left out. */
    public String decode(int[] ids) {
        return full.decode(widen(ids), true);
    }

    /** Text of the ids, special tokens spelled. */
    public String decodeWithSpecials(int[] ids) {
        return full.decode(widen(ids), false);
    }

    /** One more than the highest id. */
    public int vocabSize() {
        return json.vocabSize();
    }

    /**
     * Id of a token, special or not, by its spelling in {@code tokenizer.json}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public int id(String token) {
        Integer id = json.ids().get(token);
        if (id == null) {
            throw new IllegalArgumentException("the tokenizer has no token " + token);
        }
        return id;
    }

    /** The special tokens: spelling to id. */
    public Map<String, Integer> specials() {
        return json.specials();
    }

    /** Spelling of a special token; empty for any other id, -1 included. */
    String special(int id) {
        for (Map.Entry<String, Integer> special : json.specials().entrySet()) {
            if (special.getValue() == id) {
                return special.getKey();
            }
        }
        return "";
    }

    @Override
    public void close() {
        full.close();
        plain.close();
    }

    private static HuggingFaceTokenizer open(byte[] json, String source) {
        try {
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS);
        } catch (IOException | RuntimeException e) {
            throw new ModelFormatException(source + ": the tokenizers library refuses it: " + e.getMessage(), e);
        }
    }

    private static int[] encode(HuggingFaceTokenizer tokenizer, String text) {
        return text.isEmpty()
                ? new int[0]
                : LongStream.of(tokenizer.encode(text, false, false).getIds())
                        .mapToInt(Math::toIntExact)
                        .toArray();
    }

    private static long[] widen(int[] ids) {
        return Arrays.stream(ids).asLongStream().toArray();
    }
}
