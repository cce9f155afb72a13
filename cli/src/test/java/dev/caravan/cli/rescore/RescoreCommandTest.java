package dev.caravan.cli.rescore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.broker.EmbeddedKafka;
import dev.caravan.cli.tap.TapCommand;
import dev.caravan.curation.CurationService;
import dev.caravan.curation.CurationSettings;
import dev.caravan.runtime.kafka.EventWriter;
import dev.caravan.runtime.kafka.From;
import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.runtime.kafka.LogReader;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.schemas.Completion;
import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Group;
import dev.caravan.schemas.Purpose;
import dev.caravan.schemas.Scored;
import dev.caravan.schemas.ShadowScore;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.VerifierSpec;
import dev.caravan.verifier.Judge;
import dev.caravan.verifier.JudgeSettings;
import dev.caravan.verifier.Judgement;
import dev.caravan.verifier.VerifierRegistry;
import dev.caravan.verifier.VerifierService;
import dev.caravan.verifier.VerifierSettings;
import dev.caravan.verifier.spi.Verifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.tools.ToolProvider;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Completions to groups with a verifier in the shadow, then the same history scored again: end to end on a broker. */
class RescoreCommandTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void aShadowAndARescoreSeeWhatTheGroupsDoNot() throws Exception {
        // Given: a verifier and, in its shadow, itself in strict mode, which finds the prose wrong
        VerifierSettings verifier = SettingsBinder.text("test", "{shadow: [{name: math, options: {strict: true}}]}")
                .bind(VerifierSettings.class);
        CurationSettings curation = SettingsBinder.text("test", "{state_dir: " + folder.resolve("streams") + "}")
                .bind(CurationSettings.class);
        try (EmbeddedKafka broker = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
                Kafka kafka = new Kafka(new KafkaSettings(broker.bootstrap()))) {
            kafka.createTopics();
            VerifierService service = new VerifierService(verifier, kafka, new SimpleMeterRegistry());
            CurationService grouping = new CurationService(curation, kafka, new SimpleMeterRegistry());
            try (EventWriter writer = kafka.writer("test")) {
                grouping.start();
                service.start();
                awaitShadow(kafka, writer);

                // When
                write(writer, "terse", "#### 5", "#### 6", "#### 5", "#### 7");
                write(writer, "prose", "the answer is 5", "the answer is 6", "the answer is 7", "5 it is not: 8");
                List<Group> groups = read(
                        kafka,
                        Topics.GROUPS,
                        all -> all.stream()
                                        .filter(group -> !group.getGroupId().startsWith("warm"))
                                        .count()
                                >= 2);
                List<ShadowScore> shadows = read(
                        kafka,
                        Topics.SHADOW_SCORES,
                        all -> all.stream()
                                        .filter(score -> !score.getGroupId().startsWith("warm"))
                                        .count()
                                >= 8);

                // Then: rewards and groups are those of the live verifier
                assertThat(groups)
                        .filteredOn(group -> group.getGroupId().equals("terse"))
                        .singleElement()
                        .satisfies(group -> assertThat(group.getRewards()).containsExactly(1.0, 0.0, 1.0, 0.0));
                assertThat(groups)
                        .filteredOn(group -> group.getGroupId().equals("prose"))
                        .singleElement()
                        .satisfies(group -> assertThat(group.getRewards()).containsExactly(1.0, 0.0, 0.0, 0.0));
                assertThat(shadows)
                        .filteredOn(score -> score.getGroupId().equals("prose"))
                        .allSatisfy(score ->
                                assertThat(score.getVerdict().getScore()).isZero());
            } finally {
                service.close();
                grouping.close();
            }

            // When
            String report = rescore(broker, "--verifier", "math", "--option", "strict=true", "--run", "run-1");
            String disagreements = tap(broker, "--filter", "occasion=RESCORE");

            // Then
            assertThat(report)
                    .contains("8 completions judged again: math (version ")
                    .containsPattern("right +-> wrong +1 +12\\.50%")
                    .containsPattern("right +=  right +2 +25\\.00%")
                    .contains("mean reward  0.3750 (of 8)  ->  0.2500 (of 8)")
                    .contains("0 higher, 1 lower, 0 given or taken away")
                    .contains(
                            "2 of training: 1 with a signal before and after, 1 would lose it, 0 would gain one, 0 without")
                    .contains("prose#0  truth: 5", "said      the answer is 5");
            assertThat(disagreements.lines()).singleElement().satisfies(line -> assertThat(line)
                    .contains("\"completion_id\":\"prose#0\"", "\"other_reward\":0.0", "\"occasion\":\"RESCORE\""));
            assertThat(tap(broker, "--filter", "occasion=SHADOW", "--filter", "group_id=prose")
                            .lines())
                    .hasSize(1);
            assertThat(rescore(broker, "--verifier", "math", "--run", "no-such-run"))
                    .isEqualTo("no completion with a verdict of math there\n");
        }
    }

    @Test
    void aPlugInIsAskedInThePlaceOfTheInstalledVerifierOfItsName() throws Exception {
        // Given: history by the installed math, and a build of another math that takes any text with a 5 in it
        Path plugin = plugin(
                """
                package test;

                import dev.caravan.verifier.spi.*;

                public class AnyFive implements Verifier {
                    public String name() { return "math"; }
                    public String version() { return "next"; }
                    public Verdict verify(Submission s) {
                        return s.completion().contains("5") ? Verdict.right("has a 5") : Verdict.wrong("has none");
                    }
                }
                """);
        try (EmbeddedKafka broker = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
                Kafka kafka = new Kafka(new KafkaSettings(broker.bootstrap()));
                Judge judge = new Judge(
                        VerifierRegistry.discover(),
                        SettingsBinder.defaults(JudgeSettings.class),
                        new SimpleMeterRegistry())) {
            kafka.createTopics();
            try (EventWriter writer = kafka.writer("test")) {
                for (Completion completion :
                        completions("prose", "the answer is 5", "the answer is 6", "#### 7", "5 it is not: 8")) {
                    Judgement judgement =
                            judge.judge(completion.getVerifiers(), completion).get();
                    writer.send(
                            Topics.SCORES,
                            "prose",
                            Scored.newBuilder()
                                    .setCompletion(completion)
                                    .setVerdicts(judgement.verdicts())
                                    .setReward(judgement.reward())
                                    .setScoredAt(Instant.now())
                                    .build());
                }
                writer.flush();
            }

            // When
            String report = rescore(broker, "--verifier", "math@new", "--plugin", plugin.toString());

            // Then
            assertThat(report)
                    .containsPattern(
                            "4 completions judged again: math \\(version .+\\) by math@new \\(version next\\+sha256\\.\\w{12}\\)")
                    .containsPattern("right +=  right +1 +25\\.00%")
                    .containsPattern("wrong +-> right +1 +25\\.00%")
                    .containsPattern("wrong +=  wrong +2 +50\\.00%")
                    .contains("1 higher, 0 lower, 0 given or taken away");
            assertThat(tap(broker).lines()).singleElement().satisfies(line -> assertThat(line)
                    .contains("\"completion_id\":\"prose#3\"", "\"other_reward\":1.0", "has a 5"));
        }
    }

    /** A folder of classes with one verifier, {@code test.AnyFive}. */
    private Path plugin(String source) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("plugin"));
        Path file = Files.writeString(folder.resolve("AnyFive.java"), source);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(Verifier.class.getName()), "test.AnyFive\n");
        Path spi = Path.of(Verifier.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", spi.toString(), "-d", classes.toString(), file.toString());
        assertThat(compiled).isZero();
        return classes;
    }

    /** A new share group begins where the log ends when it begins to read: until then it sees nothing. */
    private static void awaitShadow(Kafka kafka, EventWriter writer) {
        AtomicInteger number = new AtomicInteger();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            write(writer, "warm-" + number.getAndIncrement(), "#### 5");
            writer.flush();
            return kafka.endOffsets(Topics.SHADOW_SCORES).values().stream().anyMatch(end -> end > 0);
        });
    }

    private static String rescore(EmbeddedKafka broker, String... arguments) {
        StringWriter out = new StringWriter();
        List<String> all = new ArrayList<>(List.of("--bootstrap", broker.bootstrap()));
        all.addAll(List.of(arguments));
        int status = new CommandLine(new RescoreCommand())
                .setOut(new PrintWriter(out, true))
                .execute(all.toArray(new String[0]));
        assertThat(status).isZero();
        return out.toString();
    }

    private static String tap(EmbeddedKafka broker, String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(
                List.of("disagreements", "--from", "beginning", "--until-end", "--bootstrap", broker.bootstrap()));
        all.addAll(List.of(arguments));
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            assertThat(new CommandLine(new TapCommand()).execute(all.toArray(new String[0])))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static <V extends SpecificRecord> List<V> read(Kafka kafka, Topic<V> topic, Predicate<List<V>> enough) {
        List<V> values = new ArrayList<>();
        try (LogReader<V> reader = kafka.reader(topic, From.BEGINNING)) {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                for (Received<V> received : reader.poll(Duration.ofMillis(100))) {
                    values.add(received.value());
                }
                return enough.test(values);
            });
        }
        return values;
    }

    private static void write(EventWriter writer, String group, String... texts) {
        completions(group, texts).forEach(completion -> writer.send(Topics.COMPLETIONS, group, completion));
    }

    private static List<Completion> completions(String group, String... texts) {
        Instant now = Instant.now();
        List<Completion> completions = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            completions.add(Completion.newBuilder()
                    .setId(group + "#" + i)
                    .setGroupId(group)
                    .setIndex(i)
                    .setN(texts.length)
                    .setRun(group.startsWith("warm") ? "warm-up" : "run-1")
                    .setStage("rlvr")
                    .setStep(0)
                    .setPurpose(Purpose.TRAIN)
                    .setPromptId("prompt-1")
                    .setSkill("add")
                    .setPromptTokens(List.of(1))
                    .setPromptText("2 + 3?")
                    .setTokens(List.of(2))
                    .setLogprobs(List.of(-0.5f))
                    .setText(texts[i])
                    .setSpans(List.of())
                    .setFinishReason(FinishReason.STOP)
                    .setSeed(i)
                    .setTemperature(1)
                    .setWorker("worker-1")
                    .setVerifiers(List.of(VerifierSpec.newBuilder()
                            .setName("math")
                            .setGroundTruth("5")
                            .build()))
                    .setRequestedAt(now)
                    .setStartedAt(now)
                    .setFinishedAt(now)
                    .setDeadline(now.plusSeconds(60))
                    .build());
        }
        return completions;
    }
}
