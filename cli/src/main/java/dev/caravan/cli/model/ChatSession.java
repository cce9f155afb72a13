package dev.caravan.cli.model;

import dev.caravan.policy.Generated;
import dev.caravan.policy.Generator;
import dev.caravan.policy.Seeds;
import dev.caravan.policy.Sequence;
import dev.caravan.policy.text.ChatMessage;
import dev.caravan.runtime.CaravanException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A conversation; answers appear as they are generated. */
public final class ChatSession implements AutoCloseable {

    private static final String PROMPT = "> ";
    private static final String FORGET = "/new";

    private final OpenModel model;
    private final Decoding decoding;
    private final boolean remember;
    private final Generator generator;
    private final List<ChatMessage> messages = new ArrayList<>();
    private int turns;

    public ChatSession(OpenModel model, Decoding decoding, boolean remember) {
        this.model = model;
        this.decoding = decoding;
        this.remember = remember;
        this.generator = model.generator(1);
    }

    /** Reads a line, answers it, until an empty line or the end. */
    public void run(InputStream in, PrintStream out) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            out.print(PROMPT);
            for (String line = lines.readLine(); line != null && !line.isBlank(); line = lines.readLine()) {
                if (line.strip().equals(FORGET)) {
                    messages.clear();
                } else {
                    answer(line.strip(), out);
                }
                out.print(PROMPT);
            }
            out.println();
        } catch (IOException e) {
            throw new CaravanException("standard input cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        generator.close();
    }

    private void answer(String question, PrintStream out) {
        if (!remember) {
            messages.clear();
        }
        messages.add(ChatMessage.of("user", question));
        int[] prompt = model.template().prompt(messages);
        int room = model.longest() - prompt.length;
        if (room < 1) {
            out.println("(the conversation is longer than the model's " + model.longest() + " tokens; " + FORGET
                    + " begins a new one)");
            return;
        }
        String id = Integer.toString(turns++);
        generator.admit(List.of(new Sequence(
                id,
                prompt,
                Math.min(decoding.maxTokens(), room),
                decoding.temperature(),
                decoding.topP(),
                Seeds.mix(decoding.seed(), turns),
                model.stopIds())));
        String said = stream(id, out);
        messages.add(ChatMessage.of("assistant", said));
        out.println();
    }

    /** Prints what is new after every call; a character may span tokens, so the last one waits until it is whole. */
    private String stream(String id, PrintStream out) {
        String shown = "";
        while (true) {
            List<Generated> finished = generator.step();
            String text = model.tokenizer()
                    .decode(
                            finished.isEmpty()
                                    ? generator.generated(id)
                                    : finished.get(0).tokens());
            String whole = finished.isEmpty() && text.endsWith("\uFFFD") ? shown : text;
            if (whole.startsWith(shown)) {
                out.print(whole.substring(shown.length()));
                out.flush();
                shown = whole;
            }
            if (!finished.isEmpty()) {
                return text;
            }
        }
    }
}
