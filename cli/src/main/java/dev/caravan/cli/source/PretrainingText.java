package dev.caravan.cli.source;

import dev.caravan.cli.tasks.Documents;
import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import dev.caravan.runtime.settings.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Text about exercises and drills, for pretraining: examples without a prompt. */
@Kind("pretraining-text")
public record PretrainingText(
        @Doc("relative weight of each skill: add, sub, mul, expr, sum, w2, w3, max, cnt") Map<String, Double> skills,
        @Default("1") @Doc("width of the operands' ranges relative to the quickstart's, in (0, 10]") double difficulty,
        @Default("0.3") @Doc("share of the documents that are bare facts") double drills,
        @Default("0") @Doc("share of the documents that say something twice, which teaches to copy") double echoes,
        @Default("0.6") @Doc("of the exercises: share that show their steps") double worked,
        @Default("0.1") @Doc("of the exercises: share with a wrong answer") double wrong)
        implements Source {

    public PretrainingText {
        skills = Map.copyOf(skills);
        Exercises.mix(skills, difficulty);
        blend(drills, echoes, worked, wrong);
    }

    @Override
    public Supply training(Path root, long seed, ExampleCheck check) {
        Documents documents =
                new Documents(Exercises.mix(skills, difficulty), blend(drills, echoes, worked, wrong), seed);
        return Supply.generated(() -> Optional.of(new Example(
                "", documents.next(), "", List.of(), "text", Exercises.LICENCE, "pretraining text, seed " + seed)));
    }

    @Override
    public Supply evaluation(Path root, ExampleCheck check) {
        throw new SourceException(
                "pretraining text has no questions to measure with; name a source of exercises or a file");
    }

    private static Documents.Blend blend(double drills, double echoes, double worked, double wrong) {
        return new Documents.Blend(drills, echoes, worked, wrong);
    }
}
