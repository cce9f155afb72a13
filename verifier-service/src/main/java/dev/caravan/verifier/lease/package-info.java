/**
 * Records leased as work, each in hand until its effect is on the log. Start reading at {@link dev.caravan.verifier.lease.LeaseLoop}.
 */
@NullMarked
package dev.caravan.verifier.lease;

import org.jspecify.annotations.NullMarked;
