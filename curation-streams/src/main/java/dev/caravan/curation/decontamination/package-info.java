/**
 * Exact n-gram decontamination, in both directions: which benchmark item does a new prompt cover, and which earlier
 * prompts does a new item convict? Start with {@link dev.caravan.curation.decontamination.DecontaminationIndex}.
 * Nothing here is safe for use by several threads.
 */
@NullMarked
package dev.caravan.curation.decontamination;

import org.jspecify.annotations.NullMarked;
