/**
 * The commands that start services, a class each; none does more than read its options and call what does the work. Start
 * reading at {@link dev.caravan.cli.command.RunCommand}.
 */
@NullMarked
package dev.caravan.cli.command;

import org.jspecify.annotations.NullMarked;
