/** Records that a topology refuses, as letters on the dead-letters topic within the same transaction. */
@NullMarked
package dev.caravan.curation.letters;

import org.jspecify.annotations.NullMarked;
