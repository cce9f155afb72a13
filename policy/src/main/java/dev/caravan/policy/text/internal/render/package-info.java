/**
 * From the tree of a template and its variables to text. Start reading at
 * {@link dev.caravan.policy.text.internal.render.Template}.
 */
@NullMarked
package dev.caravan.policy.text.internal.render;

import org.jspecify.annotations.NullMarked;
