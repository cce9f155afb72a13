/**
 * A real Kafka broker in this process. {@link dev.caravan.broker.EmbeddedKafka} is all there is to see; the classes that touch Kafka's
 * internals stay in this package, so that a new Kafka version is a change of this module alone.
 */
@NullMarked
package dev.caravan.broker;

import org.jspecify.annotations.NullMarked;
