/**
 * What open-instruct trains on: the functions of its first IFEval reward ({@link dev.caravan.verifier.ifeval.openinstruct.Functions}, the
 * published RLVR-IFeval prompts) and the types that its second one has beyond IFEval's ({@link
 * dev.caravan.verifier.ifeval.openinstruct.Extras}, IF-RLVR), with the semantics of open-instruct at e6c3044.
 */
@NullMarked
package dev.caravan.verifier.ifeval.openinstruct;

import org.jspecify.annotations.NullMarked;
