/**
 * Verifiers that run elsewhere, in any language, and take their work from a topic. Start reading at {@link
 * dev.caravan.verifier.plugin.kafka.KafkaVerifier}; {@code WorkerMessages} has the wire, which is plain JSON.
 */
@NullMarked
package dev.caravan.verifier.plugin.kafka;

import org.jspecify.annotations.NullMarked;
