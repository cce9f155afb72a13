package dev.caravan.cli.recipe;

import dev.caravan.cli.source.Source;
import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole run as data: what to start from, what to learn from, in which stages, and how to measure it. Checked against itself
 * here, so that a run does not end after an hour at a name that was misspelt.
 */
public record Recipe(
        @Doc("name of the recipe; runs are called name-1, name-2, ...") String name,
        @Default("") @Doc("what it is for, in a sentence") String description,
        @Default("1") @Doc("seed of everything random in the run") long seed,
        @Doc("what to start from") StartingModel model,
        @Doc("where examples come from, by name") Map<String, Source> sources,
        @Default("[]") @Doc("sources whose questions no training prompt may give away, besides the evaluation's")
                List<String> benchmarks,
        @Default("{}") @Doc("how completions are judged") Judging judging,
        @Doc("how models are measured") EvaluationSettings evaluation,
        @Doc("what to do, in this order") List<Stage> stages) {

    public Recipe {
        sources = Map.copyOf(sources);
        benchmarks = List.copyOf(benchmarks);
        stages = List.copyOf(stages);
        require(name.matches("[a-z0-9][a-z0-9-]*"), "name must be lower-case letters, digits and dashes", name);
        require(!stages.isEmpty(), "stages must name at least one stage", stages);
        known(sources, "evaluation.source", evaluation.source());
        for (String benchmark : benchmarks) {
            known(sources, "benchmarks", benchmark);
        }
        Set<String> names = new HashSet<>();
        for (Stage stage : stages) {
            require(names.add(stage.name()), "stages must have different names", stage.name());
            for (String source : stage.data().keySet()) {
                known(sources, "stages." + stage.name() + ".data", source);
            }
        }
    }

    /** The source of that name. */
    public Source source(String source) {
        Source found = sources.get(source);
        if (found == null) {
            throw new IllegalArgumentException("no source named " + source);
        }
        return found;
    }

    private static void known(Map<String, Source> sources, String key, String source) {
        require(sources.containsKey(source), key + " must name one of sources " + sources.keySet(), source);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
