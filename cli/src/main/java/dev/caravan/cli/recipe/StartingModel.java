package dev.caravan.cli.recipe;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.Kind;

/** What a run starts from. */
public sealed interface StartingModel {

    /** A Hugging Face folder. */
    @Kind("folder")
    record Folder(@Doc("the folder; a relative one is beside the recipe") String path) implements StartingModel {

        public Folder {
            if (path.isBlank()) {
                throw new IllegalArgumentException("model.path must name a model folder, got nothing");
            }
        }
    }

    /** Random weights and a tokenizer of the words of the first stage's documents. */
    @Kind("new")
    record New(
            @Default("128") @Doc("width of the residual stream") int hiddenSize,
            @Default("384") @Doc("width of the SwiGLU inner layer") int intermediateSize,
            @Default("4") @Doc("decoder layers") int layers,
            @Default("4") @Doc("query heads; divides hiddenSize") int heads,
            @Default("4") @Doc("key and value heads; divides heads") int kvHeads,
            @Default("512") @Doc("longest sequence, in tokens") int maxPositions,
            @Default("10000") @Doc("base of the rotary frequencies") double ropeTheta,
            @Default("512") @Doc("most tokens of the vocabulary, at least 300") int vocabulary)
            implements StartingModel {

        public New {
            positive("hiddenSize", hiddenSize);
            positive("intermediateSize", intermediateSize);
            positive("layers", layers);
            positive("heads", heads);
            positive("kvHeads", kvHeads);
            positive("maxPositions", maxPositions);
            require(hiddenSize % heads == 0, "heads must divide hiddenSize (" + hiddenSize + ")", heads);
            require(heads % kvHeads == 0, "kvHeads must divide heads (" + heads + ")", kvHeads);
            require(vocabulary >= 300, "vocabulary must be at least 300", vocabulary);
            require(ropeTheta > 0, "ropeTheta must be positive", ropeTheta);
        }

        private static void positive(String key, int value) {
            require(value > 0, key + " must be positive", value);
        }

        private static void require(boolean holds, String rule, Object value) {
            if (!holds) {
                throw new IllegalArgumentException(rule + ", got " + value);
            }
        }
    }
}
