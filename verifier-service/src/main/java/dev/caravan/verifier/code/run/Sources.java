package dev.caravan.verifier.code.run;

import dev.caravan.verifier.sandbox.program.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What runs in the candidate's process and what in the tests', for programs of one language. The two share what is in its bridge.
 *
 * @param candidate a program that takes the one under test as its first frame and then answers
 * @param harness a program that takes the tests and the token as its first frame and then asks
 */
record Sources(Language language, String candidate, String harness) {

    private static final String MAIN = "import caravan_%1$s\ncaravan_%1$s.main()\n";

    /** What the sandbox is to have loaded before a program is there, which spares every check 5 to 10 ms. None of it is secret. */
    static Map<String, String> modules() {
        Map<String, String> modules = new LinkedHashMap<>();
        for (String name : List.of("bridge", "candidate", "harness")) {
            modules.put("caravan_" + name, resource(name + ".py"));
        }
        return modules;
    }

    /** Of Python for a sandbox with these modules, of others as they are written. */
    static Sources of(Language language) {
        return switch (language) {
            case PYTHON -> new Sources(language, MAIN.formatted("candidate"), MAIN.formatted("harness"));
            case JAVASCRIPT -> written(language, ".js");
            case JAVA -> written(language, ".java");
        };
    }

    private static Sources written(Language language, String suffix) {
        String bridge = resource("bridge" + suffix);
        return new Sources(language, bridge + resource("candidate" + suffix), bridge + resource("harness" + suffix));
    }

    private static String resource(String name) {
        try (InputStream in = Sources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path beside " + Sources.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
