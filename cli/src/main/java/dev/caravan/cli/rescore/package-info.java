/**
 * Scoring history again with the verifiers that are installed now, and what that would have changed. Start reading at {@link
 * dev.caravan.cli.rescore.RescoreCommand}.
 */
@NullMarked
package dev.caravan.cli.rescore;

import org.jspecify.annotations.NullMarked;
