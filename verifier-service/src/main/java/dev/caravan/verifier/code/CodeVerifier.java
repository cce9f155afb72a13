package dev.caravan.verifier.code;

import dev.caravan.verifier.code.run.BrokenSandboxException;
import dev.caravan.verifier.code.run.FunctionTests;
import dev.caravan.verifier.code.run.LazySandbox;
import dev.caravan.verifier.sandbox.SandboxSettings;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Optional;

/**
 * Calls the functions of a program: asserts, or a {@code check(candidate)} as in HumanEval, which run in another sandbox than the program.
 * The program is the completion's last fenced block, or all of it. For ground truths see {@link FunctionTests}, for options {@link
 * CodeOptions}. Settings are {@link SandboxSettings}'.
 */
public final class CodeVerifier implements Verifier, MeterBinder {

    /** For a sandbox to start, and for a killed program to be gone. */
    static final Duration SLACK = Duration.ofSeconds(30);

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

    @Override
    public void bindTo(MeterRegistry meters) {
        sandbox.bindTo(meters, name());
    }

    /** A check holds two slots of the sandbox. */
    @Override
    public Optional<Pace> pace() {
        return Optional.of(new Pace(Math.max(1, settings.slots() / 2), CodeOptions.LONGEST.plus(SLACK)));
    }

    @Override
    public Verdict verify(Submission submission) {
        CodeOptions options = CodeOptions.functions(submission.options());
        FunctionTests tests = tests(submission);
        String program = ProgramText.of(submission.completion());
        if (program.isBlank()) {
            return Verdict.wrong("there is no program");
        }
        try {
            return options.scoring().verdict(sandbox.functions().run(program, tests, options.allowance()));
        } catch (BrokenSandboxException e) {
            return new Verdict.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    /** The tests, with the code that the prompt asks to complete where the ground truth does not have it. */
    private static FunctionTests tests(Submission submission) {
        FunctionTests tests = FunctionTests.of(submission.groundTruth());
        String entryPoint = tests.entryPoint();
        return tests.prompt().isEmpty() && entryPoint != null
                ? tests.completing(ProgramText.codePrompt(submission.prompt(), entryPoint))
                : tests;
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
