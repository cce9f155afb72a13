/**
 * What {@code caravan run} does: it puts data and requests on topics and waits for what comes back. It trains nothing, generates
 * nothing and judges nothing itself, so it can be stopped and started at any time and can direct services anywhere.
 *
 * <p>Start reading at {@link dev.caravan.cli.run.Director}. Everything here belongs to the one thread that directs.
 */
@NullMarked
package dev.caravan.cli.run;

import org.jspecify.annotations.NullMarked;
