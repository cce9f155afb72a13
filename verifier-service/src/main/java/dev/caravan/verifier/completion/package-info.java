/**
 * What is done with each completion of the log. Start reading at {@link dev.caravan.verifier.completion.CompletionChecks}.
 */
@NullMarked
package dev.caravan.verifier.completion;

import org.jspecify.annotations.NullMarked;
