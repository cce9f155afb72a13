/**
 * Scored completions in, groups and preference pairs out. Start with {@link
 * dev.caravan.curation.groups.GroupingTopology}; what a group becomes is decided in {@code Release}, which pairs it
 * gives in {@code PairMiner}; both are pure. One instance of each processor belongs to one stream task, and so to one
 * thread.
 */
@NullMarked
package dev.caravan.curation.groups;

import org.jspecify.annotations.NullMarked;
