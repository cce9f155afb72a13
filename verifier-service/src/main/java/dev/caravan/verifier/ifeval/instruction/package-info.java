/**
 * What an instruction is, its arguments, and the 25 types of IFEval. Start reading at {@link
 * dev.caravan.verifier.ifeval.instruction.Instruction}, then {@link dev.caravan.verifier.ifeval.instruction.Ifeval}.
 */
@NullMarked
package dev.caravan.verifier.ifeval.instruction;

import org.jspecify.annotations.NullMarked;
