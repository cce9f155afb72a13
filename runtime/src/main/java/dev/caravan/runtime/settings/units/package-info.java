/**
 * Values with a unit, as people write them. Start reading at {@link dev.caravan.runtime.settings.units.Durations} and
 * {@link dev.caravan.runtime.settings.units.Size}.
 */
@NullMarked
package dev.caravan.runtime.settings.units;

import org.jspecify.annotations.NullMarked;
