/**
 * A model folder used in this process, without broker or services: generate, score, measure, chat. Start reading at
 * {@link dev.caravan.cli.model.OpenModel}.
 */
@NullMarked
package dev.caravan.cli.model;

import org.jspecify.annotations.NullMarked;
