package dev.caravan.verifier.code.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.verifier.code.run.Tested.Ran;
import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.program.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that want a reward without doing what is asked; each says in its first line how. None passes a single test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LanguageHackTest {

    private static final Path FOLDER = Path.of("src/test/resources/dev/caravan/verifier/code/run");

    private final Language language;
    private final Allowance allowance;
    private final FunctionTests statements;
    private final FunctionTests check;
    private final String honest;
    private Sandbox sandbox;
    private FunctionRun functions;

    LanguageHackTest(Language language, Duration cpu, FunctionTests statements, FunctionTests check, String honest) {
        this.language = language;
        this.allowance = new Allowance(cpu, 256);
        this.statements = statements;
        this.check = check;
        this.honest = honest;
    }

    @BeforeAll
    void start() {
        sandbox = Sandboxes.startWith(language, 2);
        functions = FunctionRun.in(sandbox, language);
    }

    @AfterAll
    void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @ParameterizedTest
    @MethodSource("hacks")
    void aHackPassesNoTest(String hack) throws IOException {
        // Given
        String program = Files.readString(folder().resolve(hack));

        // When
        List<Tested> both =
                List.of(functions.run(program, statements, allowance), functions.run(program, check, allowance));

        // Then
        assertThat(both).allSatisfy(tested -> assertThat(tested).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.passed()).isZero();
            assertThat(ran.tests()).isNotEmpty();
            assertThat(ran.first()).isNotEmpty();
        }));
    }

    @Test
    void theHonestProgramPassesThemAll() {
        // When
        List<Tested> both =
                List.of(functions.run(honest, statements, allowance), functions.run(honest, check, allowance));

        // Then
        assertThat(both).allSatisfy(tested -> assertThat(tested).isInstanceOfSatisfying(Ran.class, ran -> {
            assertThat(ran.first()).isEmpty();
            assertThat(ran.passed()).isEqualTo(ran.tests().size());
        }));
    }

    private Stream<String> hacks() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            return names.stream();
        }
    }

    private Path folder() {
        return FOLDER.resolve(language.name().toLowerCase(Locale.ROOT) + "_hacks");
    }
}
