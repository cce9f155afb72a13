/**
 * Second opinions on completions that have their verdicts: of a verifier in the shadow of a live one ({@link
 * dev.caravan.verifier.compare.Shadow}), or of one that scores history again ({@link dev.caravan.verifier.compare.Rescore}). What they say goes
 * to topics that nothing that trains reads. Start reading at {@link dev.caravan.verifier.compare.SecondOpinion}.
 */
@NullMarked
package dev.caravan.verifier.compare;

import org.jspecify.annotations.NullMarked;
