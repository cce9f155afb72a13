package dev.caravan.learner;

/** What a recipe says about one stage of training. */
public sealed interface StageSettings permits SftSettings, DpoSettings, GrpoSettings {

    /** AdamW and its schedule. */
    OptimizerSettings optimizer();
}
