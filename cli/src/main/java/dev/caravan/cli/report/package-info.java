/**
 * What a run found out: accuracies with their intervals, what curation did, what could not be read. Start reading at
 * {@link dev.caravan.cli.report.Report}; everything is immutable.
 */
@NullMarked
package dev.caravan.cli.report;

import org.jspecify.annotations.NullMarked;
