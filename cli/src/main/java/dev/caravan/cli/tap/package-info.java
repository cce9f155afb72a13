/**
 * Watching topics from a terminal: {@link dev.caravan.cli.tap.TapCommand} prints records as they come, {@link
 * dev.caravan.cli.tap.TopicsCommand} lists what there is.
 */
@NullMarked
package dev.caravan.cli.tap;

import org.jspecify.annotations.NullMarked;
