package dev.caravan.verifier.code;

import dev.caravan.verifier.code.run.StdioRun;
import dev.caravan.verifier.code.run.StdioTests;
import dev.caravan.verifier.spi.Options;
import dev.caravan.verifier.spi.Submission;
import java.time.Duration;

/**
 * Runs a program once per input and compares what it prints with what it should, here, where the program is not. For ground truths see
 * {@link StdioTests}, for options {@link CodeOptions}.
 */
public final class StdioVerifier extends ProgramVerifier {

    @Override
    public String name() {
        return "code_stdio";
    }

    @Override
    CodeOptions options(Options options) {
        return CodeOptions.stdio(options);
    }

    @Override
    Check check(Submission submission, CodeOptions options) {
        StdioTests tests = StdioTests.of(submission.groundTruth());
        return (program, pool) -> new StdioRun(pool.get()::run)
                .run(
                        options.language(),
                        program,
                        tests,
                        options.allowance(),
                        options.comparison(),
                        options.scoring().forgives());
    }

    @Override
    int slotsPerCheck() {
        return 1;
    }

    @Override
    Duration longest() {
        return StdioRun.MOST.plus(CodeOptions.LONGEST);
    }
}
