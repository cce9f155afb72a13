package dev.caravan.verifier.math;

/**
 * The one answer that a completion gives.
 *
 * @param text as written, for the verdict's reason
 * @param atEnd whether the text ends in the middle of it as far as one can see: had the completion gone on, the answer might
 *     have been another one
 */
record Answer(String text, Reading reading, boolean atEnd) {}
