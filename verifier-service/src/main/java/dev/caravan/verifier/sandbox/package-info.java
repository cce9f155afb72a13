/**
 * Runs programs that nobody trusts: what a model wrote. Start reading at {@link dev.caravan.verifier.sandbox.Sandbox}, then {@code Slot}
 * (one slot's process and its frames); the walls themselves are in the Python resources beside this package, from {@code warden.py}.
 * docs/sandbox.md says what holds in which tier.
 */
@NullMarked
package dev.caravan.verifier.sandbox;

import org.jspecify.annotations.NullMarked;
