package dev.caravan.verifier.code.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The Python files beside this package. */
final class PythonSource {

    private PythonSource() {}

    /** Several of them as one program. */
    static String of(String... names) {
        StringBuilder source = new StringBuilder();
        for (String name : names) {
            try (InputStream in = PythonSource.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException(name + " is not on the class path beside " + PythonSource.class);
                }
                source.append(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        }
        return source.toString();
    }
}
