/**
 * Runs programs against their tests. Start reading at {@link dev.caravan.verifier.code.run.FunctionRun}, which carries plain data between
 * the candidate's sandbox and the tests', then the three files of a language beside this package, as {@code bridge.py} (how values cross),
 * {@code candidate.py} and {@code harness.py}. {@link dev.caravan.verifier.code.run.StdioRun} compares what programs print.
 *
 * <p>Everything that a program sends is hostile: it is bounded in size and time, and nothing but the harness, which sees plain data only, can
 * say that a test passed.
 */
@NullMarked
package dev.caravan.verifier.code.run;

import org.jspecify.annotations.NullMarked;
