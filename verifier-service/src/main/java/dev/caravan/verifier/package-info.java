/**
 * Completions to scores. Start reading at {@link dev.caravan.verifier.VerifierService} (the flow), then {@link
 * dev.caravan.verifier.Judge} (one completion, several verifiers, bounded time) and {@link dev.caravan.verifier.spi.Verifier} (what a
 * verifier is). {@link dev.caravan.verifier.VerifierRegistry} and {@link dev.caravan.verifier.Judge} work without Kafka: the HTTP
 * endpoint and the command line use them so.
 */
@NullMarked
package dev.caravan.verifier;

import org.jspecify.annotations.NullMarked;
