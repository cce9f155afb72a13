package dev.caravan.verifier.code.run;

import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Language;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.sandbox.program.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What runs in the candidate's process and what in the tests', for programs of one language. The two share what is in its bridge.
 *
 * @param candidate a program that takes the one under test as its first frame and then answers
 * @param harness a program that takes the tests and the token as its first frame and then asks
 */
record Sources(Language language, String candidate, String harness) {

    private static final String MAIN = "import caravan_%1$s\ncaravan_%1$s.main()\n";

    private static final Limits COMPILING = Limits.DEFAULT.within(Duration.ofSeconds(60), Duration.ofSeconds(30));

    /** Of a constant in a class file, with room. */
    private static final int LITERAL = 50_000;

    private static final String BOOT =
            """
            class Boot extends ClassLoader {
                private final java.util.Map<String, String> classes = new java.util.HashMap<>();

                @Override
                protected Class<?> findClass(String name) throws ClassNotFoundException {
                    if (!classes.containsKey(name)) {
                        throw new ClassNotFoundException(name);
                    }
                    byte[] bytes = java.util.Base64.getDecoder().decode(classes.get(name));
                    return defineClass(name, bytes, 0, bytes.length);
                }

                public static void main(String[] args) throws Throwable {
                    Boot boot = new Boot();
                    for (String line : String.join("", %s).split("\\n")) {
                        boot.classes.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
                    }
                    var main = boot.findClass("Main").getDeclaredMethod("main", String[].class);
                    main.setAccessible(true);
                    main.invoke(null, (Object) args);
                }
            }
            """;

    /** What the sandbox is to have loaded before a program is there, which spares every check 5 to 10 ms. None of it is secret. */
    static Map<String, String> modules() {
        Map<String, String> modules = new LinkedHashMap<>();
        for (String name : List.of("bridge", "candidate", "harness")) {
            modules.put("caravan_" + name, resource(name + ".py"));
        }
        return modules;
    }

    /** For a sandbox with these modules. Java's are compiled in it once, which spares every check about two seconds of processor time. */
    static Sources in(Sandbox sandbox, Language language) {
        Sources written = of(language);
        return language == Language.JAVA
                ? new Sources(language, compiled(sandbox, written.candidate), compiled(sandbox, written.harness))
                : written;
    }

    /** Of Python for a sandbox with these modules, of others as they are written. */
    static Sources of(Language language) {
        return switch (language) {
            case PYTHON -> new Sources(language, MAIN.formatted("candidate"), MAIN.formatted("harness"));
            case JAVASCRIPT -> {
                String bridge = resources("bridge.js");
                yield new Sources(language, bridge + resources("candidate.js"), bridge + resources("harness.js"));
            }
            case JAVA ->
                new Sources(
                        language,
                        javaBridge() + resources("candidate.java"),
                        javaBridge() + resources("harness.java", "stubs.java"));
        };
    }

    private static String javaBridge() {
        return resources("bridge.java", "json.java", "compiler.java");
    }

    /** A program that loads the classes of this one; this one where it cannot be compiled now. */
    private static String compiled(Sandbox sandbox, String source) {
        String compiler = javaBridge() + resources("compile.java");
        Run run = sandbox.run(new Program(Language.JAVA, compiler, Map.of(), COMPILING), source);
        if (!(run.ending() instanceof Ending.Exited exited) || exited.code() != 0) {
            return source;
        }
        List<String> literals = new ArrayList<>();
        for (int from = 0; from < run.stdout().length(); from += LITERAL) {
            int to = Math.min(run.stdout().length(), from + LITERAL);
            literals.add('"' + run.stdout().substring(from, to).replace("\n", "\\n") + '"');
        }
        return BOOT.formatted(String.join(", ", literals));
    }

    /** One behind the other. */
    private static String resources(String... names) {
        return Stream.of(names).map(Sources::resource).collect(Collectors.joining());
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
