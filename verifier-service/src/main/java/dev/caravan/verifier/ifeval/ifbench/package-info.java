/**
 * IFBench's types (Pyatkin et al.: Generalizing Verifiable Instruction Following, 2025) with the semantics of allenai/IFBench at db69a6f,
 * its quirks included. Start reading at {@link dev.caravan.verifier.ifeval.ifbench.Ifbench}.
 */
@NullMarked
package dev.caravan.verifier.ifeval.ifbench;

import org.jspecify.annotations.NullMarked;
