/**
 * Settings are records that cannot exist invalid: the compact constructor checks, {@link dev.caravan.runtime.settings.Default} gives
 * what a file leaves out, {@link dev.caravan.runtime.settings.Doc} says what a setting is for. Start reading at
 * {@link dev.caravan.runtime.settings.SettingsBinder}; {@link dev.caravan.runtime.settings.SettingsTable} documents records.
 */
@NullMarked
package dev.caravan.runtime.settings;

import org.jspecify.annotations.NullMarked;
