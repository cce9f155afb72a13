/**
 * Verifiers of programs: {@code code} runs function tests, {@code code_stdio} compares what programs print. Start reading at {@link
 * dev.caravan.verifier.code.CodeVerifier}; then {@code FunctionRun}, which carries plain data between the candidate's sandbox and the tests',
 * and the three Python files beside this package: {@code bridge.py} (how values cross), {@code candidate.py} and {@code harness.py}.
 *
 * <p>Everything that a program sends is hostile: it is bounded in size and time, and nothing but the harness, which sees plain data only, can
 * say that a test passed.
 */
@NullMarked
package dev.caravan.verifier.code;

import org.jspecify.annotations.NullMarked;
