/**
 * The values a template computes with, after Python's: text is {@code String}, numbers {@code Long} and {@code Double}, lists
 * and tuples {@code List}, dicts {@code Map}, and {@link dev.caravan.policy.text.internal.value.None},
 * {@link dev.caravan.policy.text.internal.value.Undefined}, {@link dev.caravan.policy.text.internal.value.Namespace} and
 * {@link dev.caravan.policy.text.internal.value.Callable}.
 */
@NullMarked
package dev.caravan.policy.text.internal.value;

import org.jspecify.annotations.NullMarked;
