package dev.caravan.verifier.code.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Python side of function tests: what runs in the candidate's process, and what in the tests'. */
record PythonSources(String candidate, String harness) {

    private static final String MAIN = "import caravan_%1$s\ncaravan_%1$s.main()\n";

    /** What the sandbox is to have loaded before a program is there, which spares every check 5 to 10 ms. None of it is secret. */
    static Map<String, String> modules() {
        Map<String, String> modules = new LinkedHashMap<>();
        for (String name : List.of("bridge", "candidate", "harness")) {
            modules.put("caravan_" + name, resource(name + ".py"));
        }
        return modules;
    }

    /** For a sandbox with these modules. */
    static PythonSources of() {
        return new PythonSources(MAIN.formatted("candidate"), MAIN.formatted("harness"));
    }

    private static String resource(String name) {
        try (InputStream in = PythonSources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path beside " + PythonSources.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
