/**
 * Sandboxes that are shared: all who run programs in a process with equal settings run them in one pool. Start reading at {@link
 * dev.caravan.verifier.code.pool.SandboxPools}.
 */
@NullMarked
package dev.caravan.verifier.code.pool;

import org.jspecify.annotations.NullMarked;
