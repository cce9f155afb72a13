/**
 * {@code ifeval}: does the completion follow the instructions of its prompt? Start reading at {@link
 * dev.caravan.verifier.ifeval.IfevalVerifier}, then {@link dev.caravan.verifier.ifeval.GroundTruth} (the forms of ground truth), then the
 * types: {@code instruction.Ifeval} (IFEval), {@code ifbench.Ifbench} (IFBench), {@code openinstruct} (RLVR-IFeval, IF-RLVR).
 */
@NullMarked
package dev.caravan.verifier.ifeval;

import org.jspecify.annotations.NullMarked;
