/**
 * Internal: the only code that knows DJL. Start reading at {@code decoder.py} among the resources, which holds all numerics in
 * TorchScript, then at {@link dev.caravan.policy.torch.TorchSession}, which loads and calls it.
 *
 * <p>Arithmetic on DJL arrays is not used: their scalar operators give wrong gradients on the CPU, since autograd reads a
 * Java buffer that may have been collected. Arrays only carry data in and out.
 */
@NullMarked
package dev.caravan.policy.torch;

import org.jspecify.annotations.NullMarked;
