/**
 * {@code http}: a verifier in any language behind a webhook; and JSON over HTTP from a thread that waits, for it and for {@code judge}.
 *
 * <p>Start reading at {@link dev.caravan.verifier.http.HttpVerifier}; {@link dev.caravan.verifier.http.JsonPost} holds what can go wrong on
 * the way.
 */
@NullMarked
package dev.caravan.verifier.http;

import org.jspecify.annotations.NullMarked;
