/**
 * Verifiers of programs: {@code code} runs function tests, {@code code_stdio} compares what programs print. Start reading at {@link
 * dev.caravan.verifier.code.CodeVerifier}.
 */
@NullMarked
package dev.caravan.verifier.code;

import org.jspecify.annotations.NullMarked;
