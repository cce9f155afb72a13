package dev.caravan.cli.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** What holds for every seed: right solutions, a split that nothing crosses, a stream that is a function of its seed. */
class TaskStreamProperties {

    private static final Pattern EQUATION = Pattern.compile("(\\d+)([-+*])(\\d+)=(\\d+)");

    private static TaskMix allSkills(double difficulty) {
        return new TaskMix(
                Arrays.stream(Skill.values()).collect(Collectors.toMap(Function.identity(), skill -> 1.0)), difficulty);
    }

    @Property(tries = 50)
    void everyStepOfEverySolutionIsRight(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.3, max = 4) double difficulty) {
        // Given
        TaskStream stream = TaskStream.endless(allSkills(difficulty), Split.TRAINING, seed);

        for (int i = 0; i < 200; i++) {
            // When
            Task task = stream.next().orElseThrow();

            // Then
            Matcher equation = EQUATION.matcher(task.solution());
            int last = Integer.MIN_VALUE;
            while (equation.find()) {
                last = Integer.parseInt(equation.group(4));
                assertThat(last).as(task.solution()).isEqualTo(value(equation));
            }
            boolean overLists = task.skill() == Skill.MAX || task.skill() == Skill.CNT;
            assertThat(overLists || last == task.answer()).as(task.toString()).isTrue();
            assertThat(task.answer()).isNotNegative();
            assertThat(task.workedReply()).endsWith("\n#### " + task.answer());
        }
    }

    @Property(tries = 30)
    void trainingAndHeldOutShareNoProblem(@ForAll long seed, @ForAll long otherSeed) {
        // Given
        TaskStream training = TaskStream.endless(allSkills(1), Split.TRAINING, seed);
        TaskStream heldOut = TaskStream.endless(allSkills(1), Split.HELD_OUT, otherSeed);
        Set<String> trained = new HashSet<>();
        Set<String> asked = new HashSet<>();

        // When
        for (int i = 0; i < 1000; i++) {
            Task task = training.next().orElseThrow();
            trained.add(task.key());
            asked.add(task.question());
        }

        // Then
        for (int i = 0; i < 300; i++) {
            Task task = heldOut.next().orElseThrow();
            assertThat(trained).doesNotContain(task.key());
            assertThat(asked).doesNotContain(task.question());
        }
    }

    @Property(tries = 30)
    void noDrillStatesAHeldOutFact(@ForAll long seed, @ForAll @DoubleRange(min = 0.5, max = 2) double difficulty) {
        // Given
        Documents documents = new Documents(allSkills(difficulty), new Documents.Blend(1, 0, 0.5, 0.1), seed);

        for (int i = 0; i < 300; i++) {
            // When
            String drill = documents.next();

            // Then
            Matcher fact = EQUATION.matcher(drill);
            while (fact.find()) {
                assertThat(Integer.parseInt(fact.group(4))).isEqualTo(value(fact));
                assertThat(Split.of(key(fact))).as(fact.group()).isEqualTo(Split.TRAINING);
            }
        }
    }

    @Property(tries = 20)
    void oneSeedIsOneSequence(@ForAll long seed) {
        // Given
        TaskStream one = TaskStream.distinct(allSkills(1), Split.HELD_OUT, seed);
        TaskStream two = TaskStream.distinct(allSkills(1), Split.HELD_OUT, seed);
        Set<String> questions = new HashSet<>();

        for (int i = 0; i < 200; i++) {
            // When
            Task task = one.next().orElseThrow();

            // Then
            assertThat(task).isEqualTo(two.next().orElseThrow());
            assertThat(questions.add(task.question())).as(task.question()).isTrue();
        }
    }

    @Property(tries = 20)
    void aDistinctStreamOfFewProblemsEnds(@ForAll long seed) {
        // Given
        TaskStream stream = TaskStream.distinct(new TaskMix(Map.of(Skill.MUL, 1.0), 1), Split.HELD_OUT, seed);

        // When
        int count = 0;
        while (stream.next().isPresent()) {
            count++;
        }

        // Then: 8 times 8 ordered pairs in two wordings, a tenth of the pairs held out
        assertThat(count).isBetween(2, 30);
    }

    private static int value(Matcher equation) {
        int a = Integer.parseInt(equation.group(1));
        int b = Integer.parseInt(equation.group(3));
        return switch (equation.group(2)) {
            case "+" -> a + b;
            case "-" -> a - b;
            default -> a * b;
        };
    }

    private static String key(Matcher fact) {
        int a = Integer.parseInt(fact.group(1));
        int b = Integer.parseInt(fact.group(3));
        return switch (fact.group(2)) {
            case "+" -> Keys.add(a, b);
            case "-" -> Keys.sub(a, b);
            default -> Keys.mul(a, b);
        };
    }
}
