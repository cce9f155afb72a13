/**
 * The HTTP shapes of other code judges, for people who come from there: open-instruct's {@code /test_program} and {@code
 * /test_program_stdio}, SandboxFusion's {@code /run_code}. Start reading at {@link dev.caravan.verifier.code.http.CodeRoutes}.
 */
@NullMarked
package dev.caravan.verifier.code.http;

import org.jspecify.annotations.NullMarked;
