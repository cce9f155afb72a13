/**
 * Curation as a service: two Kafka Streams applications, each exactly-once. Start with {@link
 * dev.caravan.curation.CurationService}; then read {@link dev.caravan.curation.prompts.Curator} (which prompts may be
 * trained on, and why) and {@link dev.caravan.curation.groups.GroupingTopology} (what becomes of scored completions).
 */
@NullMarked
package dev.caravan.curation;

import org.jspecify.annotations.NullMarked;
