/**
 * {@code exact}: is the completion this very text, but for what does not matter? Start reading at {@link
 * dev.caravan.verifier.exact.ExactVerifier}.
 */
@NullMarked
package dev.caravan.verifier.exact;

import org.jspecify.annotations.NullMarked;
