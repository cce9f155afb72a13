/**
 * The batch forms of commands: JSON lines in, JSON lines out, no broker. Start reading at {@link dev.caravan.cli.batch.JsonLinesIo}.
 */
@NullMarked
package dev.caravan.cli.batch;

import org.jspecify.annotations.NullMarked;
