package dev.caravan.cli.recipe;

import dev.caravan.learner.DpoSettings;
import dev.caravan.learner.GrpoSettings;
import dev.caravan.learner.SftSettings;
import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.Kind;
import java.util.Map;

/** One stage of training. */
public sealed interface Stage {

    /** Its name on topics and in reports. */
    String name();

    /** How many examples it takes from each source, by the source's name; no two stages get the same ones. */
    Map<String, Integer> data();

    /** Shares of skills to keep its prompts to; empty to take them as they come. */
    Map<String, Double> shares();

    /** The learner's settings of the stage. */
    Record settings();

    /** Name of the algorithm on the {@code runs} topic. */
    String algorithm();

    /** Pretraining on documents, which are neither curated nor held against an evaluation: our own text is made without it. */
    @Kind("pretrain")
    record Pretrain(
            String name,
            @Doc("documents to take from each source") Map<String, Integer> data,
            @Default("{}") @Doc("settings of the learner") SftSettings settings)
            implements Stage {

        public Pretrain {
            data = Checks.data(name, data);
        }

        @Override
        public Map<String, Double> shares() {
            return Map.of();
        }

        @Override
        public String algorithm() {
            return "sft";
        }
    }

    /** Supervised fine-tuning on the sources' responses. */
    @Kind("sft")
    record Sft(
            String name,
            @Doc("examples to take from each source") Map<String, Integer> data,
            @Default("{}") @Doc("relative weight of each skill among the prompts kept") Map<String, Double> shares,
            @Default("{}") @Doc("settings of the learner") SftSettings settings)
            implements Stage {

        public Sft {
            data = Checks.data(name, data);
            shares = Checks.shares(name, shares);
        }

        @Override
        public String algorithm() {
            return "sft";
        }
    }

    /** Preference tuning on the model's own right and wrong completions. */
    @Kind("dpo")
    record Dpo(
            String name,
            @Doc("prompts to take from each source") Map<String, Integer> data,
            @Default("{}") @Doc("relative weight of each skill among the prompts kept") Map<String, Double> shares,
            @Default("{}") @Doc("how completions are sampled to make pairs of") PairSampling pairs,
            @Default("{}") @Doc("settings of the learner") DpoSettings settings)
            implements Stage {

        public Dpo {
            data = Checks.data(name, data);
            shares = Checks.shares(name, shares);
        }

        @Override
        public String algorithm() {
            return "dpo";
        }
    }

    /** Reinforcement learning from verifiable rewards. */
    @Kind("grpo")
    record Grpo(
            String name,
            @Doc("prompts to take from each source") Map<String, Integer> data,
            @Default("{}") @Doc("relative weight of each skill among the prompts kept") Map<String, Double> shares,
            @Default("{}") @Doc("settings of the learner") GrpoSettings settings)
            implements Stage {

        public Grpo {
            data = Checks.data(name, data);
            shares = Checks.shares(name, shares);
        }

        @Override
        public String algorithm() {
            return "grpo";
        }
    }
}
