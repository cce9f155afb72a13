package dev.caravan.curation.prompts;

import static dev.caravan.curation.prompts.Samples.CARAVAN;
import static dev.caravan.curation.prompts.Samples.demonstration;
import static dev.caravan.curation.prompts.Samples.item;
import static dev.caravan.curation.prompts.Samples.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.runtime.kafka.Kafka;
import dev.caravan.runtime.kafka.KafkaSettings;
import dev.caravan.schemas.AvroSerde;
import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Curated;
import dev.caravan.schemas.DeadLetter;
import dev.caravan.schemas.Decision;
import dev.caravan.schemas.Demonstration;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Topic;
import dev.caravan.schemas.Topics;
import dev.caravan.schemas.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurationTopologyTest {

    @TempDir
    Path dir;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TopologyTestDriver driver;
    private TestInputTopic<String, Prompt> prompts;
    private TestInputTopic<String, Benchmark> benchmarks;
    private TestOutputTopic<String, Curated> curated;
    private TestOutputTopic<String, Demonstration> demonstrations;
    private TestOutputTopic<String, DeadLetter> deadLetters;

    @BeforeEach
    void open() {
        Properties properties = new Kafka(new KafkaSettings("127.0.0.1:1")).streams(CurationTopology.APPLICATION, dir);
        driver = new TopologyTestDriver(
                CurationTopology.build(Samples.TULU, CurationTopologyTest::serde, meters), properties);
        prompts = input(Topics.PROMPTS);
        benchmarks = input(Topics.BENCHMARKS);
        curated = output(Topics.CURATED);
        demonstrations = output(Topics.DEMONSTRATIONS);
        deadLetters = output(Topics.DEAD_LETTERS);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void publishes_a_verdict_with_its_input_and_no_demonstration_for_a_bare_prompt() {
        // When
        prompts.pipeInput("p", prompt("p", "What is 12 + 7?"));

        // Then
        KeyValue<String, Curated> verdict = curated.readKeyValue();
        assertThat(verdict.key).isEqualTo("p");
        assertThat(verdict.value.getDecision()).isEqualTo(Decision.KEEP);
        assertThat(verdict.value.getInput()).isEqualTo("prompts-0@0");
        assertThat(demonstrations.isEmpty()).isTrue();
        assertThat(meters.counter("caravan.curation.verdicts", "decision", "KEEP", "reason", "")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void publishes_a_demonstration_and_takes_it_back_when_a_late_item_convicts_it() {
        // Given
        Prompt shown = demonstration("d", CARAVAN, "Salt.");
        prompts.pipeInput("d", shown);

        // When
        benchmarks.pipeInput("item", item("item", CARAVAN));

        // Then
        assertThat(curated.readValuesToList())
                .extracting(Curated::getDecision)
                .containsExactly(Decision.KEEP, Decision.DROP);
        List<KeyValue<String, Demonstration>> published = demonstrations.readKeyValuesToList();
        assertThat(published).hasSize(2);
        assertThat(published.get(0).value.getTurns()).isEqualTo(shown.getTurns());
        assertThat(published.get(1)).isEqualTo(new KeyValue<>("d", null));
        assertThat(meters.counter("caravan.curation.retractions", "reason", "contamination")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void answers_a_prompt_that_comes_again_but_does_not_publish_its_demonstration_twice() {
        // Given
        Prompt shown = demonstration("d", "What is salt?", "Sodium chloride.");

        // When
        prompts.pipeInput("d", shown);
        prompts.pipeInput("d", shown);

        // Then
        assertThat(curated.readValuesToList()).hasSize(2);
        assertThat(demonstrations.readValuesToList()).hasSize(1);
    }

    @Test
    void dead_letters_what_it_refuses_whole_and_with_the_reason() {
        // Given
        prompts.pipeInput("p", prompt("p", "How many camels?"));
        Prompt conflicting = prompt("p", "How many wells?");

        // When
        prompts.pipeInput("p", conflicting);
        prompts.pipeInput("p", (Prompt) null);
        benchmarks.pipeInput("blank", item("blank", ""));

        // Then
        List<KeyValue<String, DeadLetter>> letters = deadLetters.readKeyValuesToList();
        assertThat(letters)
                .extracting(letter -> letter.key)
                .containsExactly("prompts-0@1", "prompts-0@2", "benchmarks-0@0");
        DeadLetter first = letters.get(0).value;
        assertThat(first.getReason()).isEqualTo("prompt id p is taken by a different prompt, read from prompts-0@0");
        assertThat(first.getService()).isEqualTo("curation");
        assertThat(first.getRun()).isEqualTo("run");
        assertThat(Wire.decode(first.getPayload().array(), Prompt.class)).isEqualTo(conflicting);
        assertThat(curated.readValuesToList()).hasSize(1);
    }

    @Test
    void a_replay_gives_the_same_verdicts() {
        // Given
        List<Curated> first = runThrough();
        driver.close();
        open();

        // When
        List<Curated> second = runThrough();

        // Then
        assertThat(second).isEqualTo(first).hasSize(21);
    }

    private List<Curated> runThrough() {
        List<Curated> verdicts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            prompts.pipeInput("p" + i, prompt("p" + i, i % 4 == 0 ? "The same again and again?" : "Number " + i));
        }
        prompts.pipeInput("p", prompt("p", CARAVAN));
        benchmarks.pipeInput("item", item("item", CARAVAN));
        verdicts.addAll(curated.readValuesToList());
        assertThat(verdicts.remove(verdicts.size() - 1).getReason()).isEqualTo("contamination");
        return verdicts;
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), new StringSerializer(), serde(topic).serializer());
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), serde(topic).deserializer());
    }

    private static <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return new AvroSerde<>(topic.type());
    }
}
