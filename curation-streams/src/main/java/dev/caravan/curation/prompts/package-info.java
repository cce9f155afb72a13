/**
 * Prompts and benchmark items in, verdicts out. Start with {@link dev.caravan.curation.prompts.Curator}, which is pure;
 * {@link dev.caravan.curation.prompts.CurationTopology} is the thin shell around it that reads and writes topics. One
 * rule is one class: a measurement that becomes one {@link dev.caravan.schemas.Signal}. Nothing here is safe for use by
 * several threads.
 */
@NullMarked
package dev.caravan.curation.prompts;

import org.jspecify.annotations.NullMarked;
