/**
 * What curation remembers between records. Start reading at {@link dev.caravan.curation.prompts.state.CurationState}; it is kept on
 * the heap for a batch, in the stores of a stream task for a service. Each belongs to one thread.
 */
@NullMarked
package dev.caravan.curation.prompts.state;

import org.jspecify.annotations.NullMarked;
