/**
 * The live page. It only reads topics, so it may come and go, and several may watch one cluster. Start at {@link
 * dev.caravan.cli.dashboard.Dashboard}; {@link dev.caravan.cli.dashboard.RunView} folds records into what the page shows.
 */
@NullMarked
package dev.caravan.cli.dashboard;

import org.jspecify.annotations.NullMarked;
