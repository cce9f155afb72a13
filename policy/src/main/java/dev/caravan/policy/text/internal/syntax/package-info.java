/**
 * From the text of a Jinja template to its tree. Start reading at
 * {@link dev.caravan.policy.text.internal.syntax.TemplateParser}.
 */
@NullMarked
package dev.caravan.policy.text.internal.syntax;

import org.jspecify.annotations.NullMarked;
