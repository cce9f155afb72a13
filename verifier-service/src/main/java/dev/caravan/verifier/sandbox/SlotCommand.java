package dev.caravan.verifier.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a slot's interpreter is started. Its source comes over its standard input, so that nothing has to lie on a disk that an unprivileged
 * user can read, and nothing fills the list of processes.
 *
 * @param line the command line
 * @param boot what the interpreter reads first
 */
record SlotCommand(List<String> line, String boot) {

    private static final List<String> MODULES = List.of("kernel", "filters", "walls", "cell", "zygote", "warden");

    /**
     * For one slot.
     *
     * @param user who to become if it is root
     * @param modules what programs can import beside the library, by name
     */
    static SlotCommand of(
            List<String> wrapper, String python, Tier tier, int user, Runtimes runtimes, Map<String, String> modules) {
        List<String> line = new ArrayList<>(wrapper);
        line.addAll(List.of(python, "-s", "-S", "-B", "-c", resource("boot.py")));
        List<List<String>> own = new ArrayList<>();
        MODULES.forEach(name -> own.add(List.of(name, resource(name + ".py"))));
        List<List<String>> others = new ArrayList<>();
        modules.forEach((name, source) -> others.add(List.of(name, source)));
        Map<String, Object> config = Map.of(
                "tier", tier.name().toLowerCase(Locale.ROOT),
                "user", user,
                "languages", runtimes.config(),
                "shared", runtimes.shared(),
                "modules", others);
        return new SlotCommand(line, json(Map.of("modules", own, "config", config)));
    }

    static String resource(String name) {
        try (InputStream in = SlotCommand.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Map<String, Object> message) {
        try {
            return new ObjectMapper().writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
