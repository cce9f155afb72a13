/**
 * The {@code caravan} command. Start reading at {@link dev.caravan.cli.Caravan}; each subcommand is a class in
 * {@link dev.caravan.cli.command}, and what {@code run} does is in {@link dev.caravan.cli.run}.
 */
@NullMarked
package dev.caravan.cli;

import org.jspecify.annotations.NullMarked;
