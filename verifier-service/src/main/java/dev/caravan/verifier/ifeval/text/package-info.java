/**
 * Text as the references of the IFEval family see it: Python's notion of words and case, NLTK's sentences and tokens, langdetect's
 * languages. Start reading at {@link dev.caravan.verifier.ifeval.text.TextAnalysis}. Everything here reads a text of any content once or a
 * fixed number of times, by hand-written scanners, so that no text makes it slow.
 */
@NullMarked
package dev.caravan.verifier.ifeval.text;

import org.jspecify.annotations.NullMarked;
