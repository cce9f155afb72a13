/**
 * How a service starts, reads, writes, fails and stops. Here are the two exceptions whose type says whether a retry helps; then read
 * {@link dev.caravan.runtime.kafka.Kafka} (every client of the log), {@link dev.caravan.runtime.service.Service} (what a service is) and
 * {@link dev.caravan.runtime.settings.SettingsBinder} (how a recipe becomes records).
 */
@NullMarked
package dev.caravan.runtime;

import org.jspecify.annotations.NullMarked;
