package dev.caravan.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.broker.Listener;
import dev.caravan.cli.progress.Progress;
import dev.caravan.cli.progress.Terminal;
import dev.caravan.cli.recipe.RecipeFile;
import dev.caravan.cli.report.Report;
import dev.caravan.cli.report.StageResult;
import dev.caravan.cli.stack.Home;
import dev.caravan.cli.stack.ServiceName;
import dev.caravan.cli.stack.Stack;
import dev.caravan.cli.stack.StackSettings;
import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Evaluation;
import dev.caravan.schemas.RunEvent;
import dev.caravan.schemas.RunFinished;
import dev.caravan.schemas.RunSubmitted;
import dev.caravan.schemas.StageFinished;
import dev.caravan.schemas.StageProgress;
import dev.caravan.schemas.StageRequested;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A miniature recipe through every stage, on a real broker, with the real services. */
class EndToEndTest {

    @TempDir
    Path folder;

    @Test
    void aRecipeGoesFromItsDataToAModel() throws IOException {
        // Given: rows to learn from, one that cannot be read, and one that gives a question of the evaluation away
        RecipeFile recipe = RecipeFile.load(Path.of("src/test/resources/mini.yaml"), List.of());
        String heldOut = story(recipe);
        Files.write(
                folder.resolve("rows.jsonl"),
                List.of(
                        "{\"question\":\"How many legs have three cows?\",\"reply\":\"3*4=12.\\n#### 12\"}",
                        "{\"question\":\"How many wheels have two cars?\"}",
                        "{\"question\":\"" + heldOut + "\",\"reply\":\"#### 1\"}"));
        StackSettings settings =
                StackSettings.of(folder, Optional.empty(), List.of("rollout.slots=16", "rollout.tile=16"));

        try (Home home = Home.take(folder);
                Stack stack =
                        Stack.embedded(home, Listener.loopback(0), settings, List.of(ServiceName.values()), List.of());
                Progress progress = Progress.on(
                        Terminal.NONE,
                        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8))) {

            // When
            Report report = new Director(stack.kafka(), folder, progress, stack::check).run(recipe, folder, false);

            // Then
            assertThat(report.run()).isEqualTo("mini-1");
            assertThat(report.stages())
                    .extracting(StageResult::stage)
                    .containsExactly("base", "pretrain", "sft", "dpo", "rlvr");
            assertThat(report.stages())
                    .allSatisfy(stage -> assertThat(stage.overall().items()).isEqualTo(20));
            assertThat(report.curation().dropped()).containsEntry("contamination", 1);
            assertThat(report.curation().decontaminated())
                    .singleElement()
                    .asString()
                    .contains("rows.jsonl:3", "exercises item");
            assertThat(report.curation().badRows()).isEqualTo(1);
            assertThat(report.deadLetters()).containsExactly(Map.entry("ingest", 1));
            assertThat(values(stack, Topics.DEAD_LETTERS))
                    .extracting(DeadLetter::getReason)
                    .containsExactly("no field reply; the row has question");
            List<Object> events =
                    values(stack, Topics.RUNS).stream().map(RunEvent::getEvent).toList();
            assertThat(events.get(0)).isInstanceOf(RunSubmitted.class);
            assertThat(events.get(events.size() - 1)).isInstanceOf(RunFinished.class);
            assertThat(of(events, StageRequested.class))
                    .extracting(StageRequested::getKind)
                    .containsExactly("base", "sft", "sft", "dpo", "grpo");
            StageFinished last = of(events, StageFinished.class).get(4);
            assertThat(ModelFolder.load(report.model()).weights().digest()).isEqualTo(last.getDigest());
            assertThat(last.getVersion()).isEqualTo(3 + 4);
            assertThat(of(events, StageProgress.class))
                    .filteredOn(step -> step.getMetrics().containsKey("ratio_max_deviation"))
                    .isNotEmpty()
                    .allSatisfy(step -> assertThat(step.getMetrics().get("ratio_max_deviation"))
                            .isLessThan(1e-4));
            assertThat(values(stack, Topics.EVALUATIONS))
                    .extracting(Evaluation::getStage)
                    .containsExactly("base", "pretrain", "sft", "dpo", "rlvr");
        }
    }

    private String story(RecipeFile recipe) {
        return recipe.recipe().source("exercises").evaluation(folder).take(20).stream()
                .map(example -> example.prompt())
                .filter(prompt -> prompt.startsWith("How many") || prompt.contains("has"))
                .findFirst()
                .orElseThrow();
    }

    private static <T> List<T> of(List<Object> events, Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static <V extends SpecificRecord> List<V> values(Stack stack, Topic<V> topic) {
        List<V> values = new ArrayList<>();
        try (LogReader<V> reader = stack.kafka().reader(topic, From.BEGINNING)) {
            while (!reader.atEnd()) {
                reader.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
