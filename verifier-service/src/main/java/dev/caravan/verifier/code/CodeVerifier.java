package dev.caravan.verifier.code;

import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.SandboxSettings;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import java.time.Duration;
import java.util.Optional;

/**
 * Calls the functions of a program: asserts, or a {@code check(candidate)} as in HumanEval, which run in another sandbox than the program.
 * The program is the completion's last fenced block, or all of it. For ground truths see {@link FunctionTests}, for options {@link
 * CodeOptions}. Settings are {@link SandboxSettings}'.
 */
public final class CodeVerifier implements Verifier {

    private SandboxSettings settings = SandboxSettings.defaults();
    private LazySandbox sandbox = new LazySandbox(settings);

    @Override
    public String name() {
        return "code";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Options options) {
        settings = SandboxSettings.of(options.only(SandboxSettings.KEYS));
        sandbox = new LazySandbox(settings);
    }

    /** A check holds two slots of the sandbox. */
    @Override
    public Optional<Pace> pace() {
        Duration longest = Duration.ofSeconds(2L * CodeOptions.MOST_SECONDS + 30);
        return Optional.of(new Pace(Math.max(1, settings.slots() / 2), longest));
    }

    @Override
    public Verdict verify(Submission submission) {
        CodeOptions options = CodeOptions.functions(submission.options());
        FunctionTests tests = FunctionTests.of(submission.groundTruth()).completing(submission.prompt());
        String program = ProgramText.of(submission.completion());
        if (program.isBlank()) {
            return Verdict.wrong("there is no program");
        }
        try {
            Sandbox running = sandbox.get();
            return options.scoring().verdict(new FunctionRun(running::open).run(program, tests, options));
        } catch (BrokenSandboxException e) {
            return new Verdict.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            CodeOptions.functions(options);
            FunctionTests.of(groundTruth);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
