/**
 * {@code format}: has the completion the shape that was asked for, whatever it says? Start reading at {@link
 * dev.caravan.verifier.format.FormatVerifier}.
 */
@NullMarked
package dev.caravan.verifier.format;

import org.jspecify.annotations.NullMarked;
