package dev.caravan.verifier.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The command line of a zygote. It carries the zygote's own source, so that nothing has to lie on a disk that an unprivileged user can read.
 */
final class ZygoteCommand {

    private static final List<String> MODULES = List.of("kernel", "filters", "walls", "cell", "warden", "zygote");

    private static final String BOOT =
            """
            import sys, types
            for i in range(2, len(sys.argv), 2):
                module = sys.modules[sys.argv[i]] = types.ModuleType(sys.argv[i])
                exec(compile(sys.argv[i + 1], sys.argv[i] + ".py", "exec"), module.__dict__)
            """;

    private ZygoteCommand() {}

    /** For one slot; {@code user} is who to become if it is root. */
    static List<String> of(String python, Tier tier, int user, Map<String, Object> languages) {
        Map<String, Object> config = new HashMap<>();
        config.put("tier", tier.name().toLowerCase(Locale.ROOT));
        config.put("user", user);
        config.put("languages", languages);
        List<String> command = new ArrayList<>(List.of(python, "-s", "-S", "-B", "-c", BOOT, json(config)));
        for (String module : MODULES) {
            command.add(module);
            command.add(resource(module + ".py"));
        }
        return command;
    }

    static String resource(String name) {
        try (InputStream in = ZygoteCommand.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Map<String, Object> config) {
        try {
            return new ObjectMapper().writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
