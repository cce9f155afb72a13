package dev.caravan.verifier.code;

import dev.caravan.verifier.code.run.Dialect;
import dev.caravan.verifier.code.run.FunctionTests;
import dev.caravan.verifier.sandbox.program.Language;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import java.time.Duration;

/**
 * Calls the functions of a program: asserts, or a {@code check(candidate)} as in HumanEval, which run in another sandbox than the program.
 * For ground truths see {@link FunctionTests}, for options {@link CodeOptions}.
 */
public final class CodeVerifier extends ProgramVerifier {

    @Override
    public String name() {
        return "code";
    }

    @Override
    CodeOptions options(Options options) {
        return CodeOptions.functions(options);
    }

    @Override
    Check check(Submission submission, CodeOptions options) {
        FunctionTests tests = tests(submission, options.language());
        return (program, pool) -> pool.functions(options.language()).run(program, tests, options.allowance());
    }

    @Override
    int slotsPerCheck() {
        return 2;
    }

    @Override
    Duration longest() {
        return CodeOptions.LONGEST;
    }

    /** The tests, with the code that the prompt asks to complete where the ground truth does not have it. */
    private static FunctionTests tests(Submission submission, Language language) {
        FunctionTests tests = FunctionTests.of(submission.groundTruth(), language);
        String entryPoint = tests.entryPoint();
        return tests.prompt().isEmpty() && entryPoint != null
                ? tests.completing(ProgramText.codePrompt(submission.prompt(), Dialect.of(language), entryPoint))
                : tests;
    }
}
