/**
 * Our own procedural exercises: seeded, unlimited, with a held-out split that no training text ever shares.
 *
 * <p>Start reading at {@link dev.caravan.cli.tasks.TaskStream}; {@link dev.caravan.cli.tasks.Split} says what is held out, and
 * {@link dev.caravan.cli.tasks.Documents} turns exercises into the text that the tiny base is pretrained on. Streams are confined
 * to one thread; everything else is immutable.
 */
@NullMarked
package dev.caravan.cli.tasks;

import org.jspecify.annotations.NullMarked;
