/**
 * Verifiers with the semantics that open-instruct publishes ({@code open_instruct/ground_truth_utils.py}, {@code math_utils.py}; the
 * normalisations are those of Lewkowycz et al., "Solving quantitative reasoning problems with language models", 2022, and of Hendrycks
 * et al., "Measuring mathematical problem solving with the MATH dataset", 2021), for those who need published numbers. They are kinder
 * than {@code math} in some ways, harsher in others, and can be fooled; where open-instruct asks a computer algebra system, {@link
 * dev.caravan.verifier.math.value.Equality} is asked here.
 *
 * <p>Start reading at {@link dev.caravan.verifier.math.openinstruct.OpenInstructMathVerifier}.
 */
@NullMarked
package dev.caravan.verifier.math.openinstruct;

import org.jspecify.annotations.NullMarked;
