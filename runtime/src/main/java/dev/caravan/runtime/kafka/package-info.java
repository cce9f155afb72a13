/**
 * Kafka as Caravan uses it. Start reading at {@link dev.caravan.runtime.kafka.Kafka}; then the three ways to touch a topic:
 * {@link dev.caravan.runtime.kafka.EventWriter} appends, {@link dev.caravan.runtime.kafka.LogReader} reads a log in order,
 * {@link dev.caravan.runtime.kafka.WorkQueue} leases records as work.
 *
 * <p>Threads: {@code Kafka}, {@code EventWriter}, {@code DeadLetters}, {@code WorkQueue} and {@code Lease} may be used from any; a
 * {@code LogReader} belongs to the thread that polls it.
 */
@NullMarked
package dev.caravan.runtime.kafka;

import org.jspecify.annotations.NullMarked;
