/**
 * Runs the checks of verifiers, which are strangers' code over hostile text: for a limited time, on threads that can be lost, and not twice
 * where once will do. Start reading at {@link dev.caravan.verifier.check.CheckHost}.
 */
@NullMarked
package dev.caravan.verifier.check;

import org.jspecify.annotations.NullMarked;
