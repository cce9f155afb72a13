package dev.caravan.verifier.code.run;

import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.program.Ending;
import dev.caravan.verifier.sandbox.program.Limits;
import dev.caravan.verifier.sandbox.program.Program;
import dev.caravan.verifier.sandbox.program.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The Python side of function tests: what runs in the candidate's process, and what in the tests'. */
record PythonSources(String candidate, String harness) {

    private static final String COMPILER =
            """
            import binascii, marshal, sys
            code = compile(sys.stdin.read(), "harness", "exec")
            sys.stdout.write(binascii.b2a_base64(marshal.dumps(code), newline=False).decode())
            """;

    /** As they are written. */
    static PythonSources plain() {
        String bridge = resource("bridge.py");
        return new PythonSources(bridge + resource("candidate.py"), bridge + resource("harness.py"));
    }

    /** Compiled by the sandbox's own interpreter, which spares every check the 5 to 10 ms that compiling takes. */
    static PythonSources compiled(Sandbox sandbox) {
        PythonSources plain = plain();
        return new PythonSources(compiled(sandbox, plain.candidate), compiled(sandbox, plain.harness));
    }

    private static String compiled(Sandbox sandbox, String source) {
        Run run = sandbox.run(Program.python(COMPILER, Limits.DEFAULT), source);
        return run.ending() instanceof Ending.Exited exited && exited.code() == 0
                ? "import binascii, marshal\nexec(marshal.loads(binascii.a2b_base64('" + run.stdout() + "')))\n"
                : source;
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
