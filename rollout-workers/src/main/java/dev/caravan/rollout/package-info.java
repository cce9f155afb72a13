/**
 * Rollout workers: requests and weights in, completions out.
 *
 * <p>Start reading at {@link dev.caravan.rollout.RolloutService}, which owns three threads that share nothing but the two
 * hand-overs named here. <em>weights</em> ({@code WeightFollower}) puts versions together from the log, verifies them and
 * offers the newest. <em>requests</em> ({@code RequestIntake}) leases requests and settles them. <em>generation</em>
 * ({@code GenerationLoop}) owns the torch side: between two calls of k decode steps it swaps weights, admits requests
 * from its {@code Backlog} and publishes what finished.
 */
@NullMarked
package dev.caravan.rollout;

import org.jspecify.annotations.NullMarked;
