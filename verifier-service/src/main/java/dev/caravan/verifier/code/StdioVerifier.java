package dev.caravan.verifier.code;

import dev.caravan.verifier.code.run.BrokenSandboxException;
import dev.caravan.verifier.code.run.LazySandbox;
import dev.caravan.verifier.code.run.StdioRun;
import dev.caravan.verifier.code.run.StdioTests;
import dev.caravan.verifier.code.run.Tested;
import dev.caravan.verifier.sandbox.Sandbox;
import dev.caravan.verifier.sandbox.SandboxSettings;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Pace;
import dev.caravan.verifier.spi.Submission;
import dev.caravan.verifier.spi.Verdict;
import dev.caravan.verifier.spi.Verifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;

/**
 * Runs a program once per input and compares what it prints with what it should, here, where the program is not. The program is the
 * completion's last fenced block, or all of it. For ground truths see {@link StdioTests}, for options {@link CodeOptions}. Settings are
 * {@link SandboxSettings}'.
 */
public final class StdioVerifier implements Verifier, MeterBinder {

    private SandboxSettings settings = SandboxSettings.defaults();
    private LazySandbox sandbox = new LazySandbox(settings);

    @Override
    public String name() {
        return "code_stdio";
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

    @Override
    public Optional<Pace> pace() {
        return Optional.of(new Pace(
                settings.slots(), StdioRun.MOST.plus(CodeOptions.LONGEST).plus(CodeVerifier.SLACK)));
    }

    @Override
    public Verdict verify(Submission submission) {
        CodeOptions options = CodeOptions.stdio(submission.options());
        StdioTests tests = StdioTests.of(submission.groundTruth());
        String program = ProgramText.of(submission.completion());
        if (program.isBlank()) {
            return Verdict.wrong("there is no program");
        }
        try {
            Sandbox running = sandbox.get();
            Tested tested = new StdioRun(running::run)
                    .run(
                            options.language(),
                            program,
                            tests,
                            options.allowance(),
                            options.comparison(),
                            options.scoring().forgives());
            return options.scoring().verdict(tested);
        } catch (BrokenSandboxException e) {
            return new Verdict.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    @Override
    public Optional<String> problem(String groundTruth, Options options) {
        try {
            CodeOptions.stdio(options);
            StdioTests.of(groundTruth);
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
