/**
 * Where Kafka Streams puts what it cannot process. Start reading at
 * {@link dev.caravan.runtime.kafka.streams.StreamsDeadLetters}; the two handlers are made by Kafka Streams, by the names that
 * {@link dev.caravan.runtime.kafka.Kafka#streams} gives it.
 */
@NullMarked
package dev.caravan.runtime.kafka.streams;

import org.jspecify.annotations.NullMarked;
