package dev.caravan.cli.run;

import dev.caravan.cli.progress.Progress;
import dev.caravan.cli.recipe.EvaluationItems;
import dev.caravan.cli.recipe.JudgingCheck;
import dev.caravan.cli.report.CurationSummary;
import dev.caravan.cli.run.data.CurationWatch;
import dev.caravan.cli.run.data.Ingest;
import dev.caravan.cli.run.log.RunContext;
import dev.caravan.cli.source.Example;
import dev.caravan.cli.source.ExampleCheck;
import dev.caravan.verifier.VerifierRegistry;
import java.util.List;

/**
 * What comes before training: a run's data on the log, and curation's verdicts about it.
 *
 * @param items the questions that models are measured with
 */
record Preparation(List<Example> items, CurationWatch curated, CurationSummary summary) {

    static Preparation of(RunContext context) {
        try (VerifierRegistry verifiers = VerifierRegistry.discover()) {
            return of(context, new JudgingCheck(verifiers, context.recipe().judging()::trainingVerifiers));
        }
    }

    private static Preparation of(RunContext context, ExampleCheck check) {
        EvaluationItems questions = EvaluationItems.of(context.recipe(), context.dataRoot(), check);
        Progress progress = context.progress();
        progress.begin("ingest");
        Ingest.Ingested ingested = new Ingest(context, check).run(questions.items(), questions.badRows());
        progress.done(ingested.promptIds().size() + " prompts, "
                + (ingested.documents() > 0 ? ingested.documents() + " documents, " : "")
                + ingested.benchmarkItems() + " benchmark items, " + ingested.badRows() + " bad rows");
        progress.begin("curate");
        CurationWatch curated = CurationWatch.await(context, ingested.promptIds());
        CurationSummary summary = curated.summary(ingested.badRows());
        progress.done(summary.kept() + " kept" + (summary.dropped().isEmpty() ? "" : ", dropped " + summary.dropped()));
        return new Preparation(questions.items(), curated, summary);
    }
}
