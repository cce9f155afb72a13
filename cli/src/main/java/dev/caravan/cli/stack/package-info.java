/**
 * All services in one process, or one of them, with an embedded broker or somebody else's. Start reading at
 * {@link dev.caravan.cli.stack.Stack}.
 */
@NullMarked
package dev.caravan.cli.stack;

import org.jspecify.annotations.NullMarked;
