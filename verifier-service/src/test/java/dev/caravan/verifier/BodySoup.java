package dev.caravan.verifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** Bodies of requests that were good before something in them was changed: a value of their JSON, or their bytes. */
final class BodySoup {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> KEYS = List.of(
            "id",
            "verifier",
            "verifiers",
            "name",
            "weight",
            "completion",
            "ground_truth",
            "prompt",
            "options",
            "finish_reason",
            "aggregation",
            "tests",
            "program",
            "language",
            "stdin",
            "files",
            "");

    private final ObjectMapper json = new ObjectMapper();
    private final Random random;

    BodySoup(long seed) {
        random = new Random(seed);
    }

    /** A body of the same kind, with one to three changes. */
    byte[] changed(String good, String other) {
        byte[] body = random.nextInt(3) == 0 ? good.getBytes(StandardCharsets.UTF_8) : shaped(good);
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            body = bytes(body, other.getBytes(StandardCharsets.UTF_8));
        }
        return body;
    }

    private byte[] shaped(String good) {
        try {
            ArrayNode root = NODES.arrayNode().add(json.readTree(good));
            for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
                List<JsonNode> holders = new ArrayList<>();
                collect(root, holders);
                replace(holders.get(random.nextInt(holders.size())));
            }
            return json.writeValueAsString(root.get(0)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> holders) {
        if (node.isContainerNode() && !node.isEmpty()) {
            holders.add(node);
            node.forEach(inner -> collect(inner, holders));
        }
    }

    private void replace(JsonNode holder) {
        int place = random.nextInt(holder.size());
        if (holder instanceof ArrayNode array) {
            array.set(place, odd(array.get(place)));
            return;
        }
        ObjectNode object = (ObjectNode) holder;
        Iterator<String> names = object.fieldNames();
        String name = names.next();
        for (int i = 0; i < place; i++) {
            name = names.next();
        }
        JsonNode value = object.get(name);
        switch (random.nextInt(5)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(KEYS.get(random.nextInt(KEYS.size())), value);
            default -> object.set(name, odd(value));
        }
    }

    private JsonNode odd(JsonNode value) {
        return switch (random.nextInt(16)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(new BigDecimal("1e" + random.nextInt(2_000)));
            case 3 -> NODES.numberNode(random.nextInt());
            case 4 -> NODES.numberNode(Double.MIN_VALUE);
            case 5 -> NODES.textNode("");
            case 6 -> NODES.textNode("\ud800\udc00\ud800 \u0000 \u202e \ufeff");
            case 7 -> NODES.textNode("{\"".repeat(1 + random.nextInt(3_000)));
            case 8 -> NODES.textNode("9".repeat(1 + random.nextInt(20_000)));
            case 9 -> NODES.textNode(value.toString());
            case 10 -> NODES.arrayNode().add(value);
            case 11 -> NODES.objectNode().set(KEYS.get(random.nextInt(KEYS.size())), value);
            case 12 -> NODES.arrayNode();
            case 13 -> NODES.objectNode();
            case 14 -> nested(random.nextInt(480));
            default -> NODES.textNode(value.asText() + (char) random.nextInt(0x3000) + value.asText());
        };
    }

    private static JsonNode nested(int depth) {
        JsonNode node = NODES.nullNode();
        for (int i = 0; i < depth; i++) {
            node = NODES.arrayNode().add(node);
        }
        return node;
    }

    /** Some bytes flipped, dropped, doubled or taken from another body. */
    private byte[] bytes(byte[] body, byte[] other) {
        if (body.length == 0) {
            return other;
        }
        int from = random.nextInt(body.length);
        int to = Math.min(body.length, from + 1 + random.nextInt(20));
        byte[] head = Arrays.copyOf(body, from);
        byte[] tail = Arrays.copyOfRange(body, to, body.length);
        byte[] piece = Arrays.copyOfRange(body, from, to);
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] flipped = body.clone();
                flipped[from] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> joined(head, tail);
            case 2 -> joined(head, piece, piece, tail);
            case 3 -> head;
            default -> joined(head, Arrays.copyOfRange(other, other.length / 2, other.length));
        };
    }

    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
