package dev.caravan.cli.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cli.batch.JsonLinesIo;
import dev.caravan.policy.Generated;
import dev.caravan.policy.Generator;
import dev.caravan.policy.Seeds;
import dev.caravan.policy.Sequence;
import dev.caravan.policy.text.ChatMessage;
import dev.caravan.runtime.CaravanException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code {"id","prompt"}} (plain text) or {@code {"id","messages"}} (a chat) to {@code {"id","text","tokens","logprobs","finish_reason"}}, in
 * the order of the input.
 */
public final class GenerateBatch {

    private record Request(JsonNode id, String name) {}

    private final OpenModel model;
    private final Decoding decoding;
    private final Deque<Request> order = new ArrayDeque<>();
    private final Map<String, Generated> done = new HashMap<>();

    public GenerateBatch(OpenModel model, Decoding decoding) {
        this.model = model;
        this.decoding = decoding;
    }

    /** Generates everything. */
    public void run(JsonLinesIo io) {
        try (Generator generator = model.generator(decoding.slots())) {
            Optional<JsonLinesIo.Item> item = io.next();
            while (item.isPresent() || generator.active() > 0) {
                List<Sequence> admitted = new ArrayList<>();
                for (; item.isPresent() && admitted.size() < generator.freeSlots(); item = io.next()) {
                    admitted.add(sequence(item.get()));
                }
                generator.admit(admitted);
                for (Generated generated : generator.step()) {
                    done.put(generated.id(), generated);
                }
                flush(io);
            }
        }
    }

    private Sequence sequence(JsonLinesIo.Item item) {
        String name = Long.toString(item.line());
        int[] prompt = prompt(item);
        int room = model.longest() - prompt.length;
        if (prompt.length == 0 || room < 1) {
            throw new CaravanException("line " + item.line() + ": the prompt has " + prompt.length
                    + " tokens; the model takes 1 to " + (model.longest() - 1));
        }
        order.add(new Request(item.id(), name));
        return new Sequence(
                name,
                prompt,
                Math.min(decoding.maxTokens(), room),
                decoding.temperature(),
                decoding.topP(),
                Seeds.mix(decoding.seed(), item.line()),
                model.stopIds());
    }

    private int[] prompt(JsonLinesIo.Item item) {
        if (!item.value().has("messages")) {
            return model.tokenizer().encodeText(item.text("prompt"));
        }
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonNode message : item.field("messages")) {
            messages.add(ChatMessage.of(
                    message.path("role").asText(), message.path("content").asText()));
        }
        return model.template().prompt(messages);
    }

    /** Writes what is done and next in order. */
    private void flush(JsonLinesIo io) {
        while (!order.isEmpty()) {
            Generated generated = done.remove(order.peek().name());
            if (generated == null) {
                return;
            }
            io.write(line(order.remove().id(), generated));
        }
    }

    private ObjectNode line(JsonNode id, Generated generated) {
        ObjectNode line = JsonLinesIo.object();
        line.set("id", id);
        line.put("text", model.tokenizer().decode(generated.tokens()));
        ArrayNode tokens = line.putArray("tokens");
        for (int token : generated.tokens()) {
            tokens.add(token);
        }
        ArrayNode logprobs = line.putArray("logprobs");
        for (float logprob : generated.logProbs()) {
            logprobs.add(logprob);
        }
        line.put("finish_reason", generated.finishReason().name().toLowerCase(Locale.ROOT));
        return line;
    }
}
