package dev.caravan.cli.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final TaskMix SUMS = new TaskMix(Map.of(Skill.ADD, 1.0), 1);

    @Test
    void sharesOfDrillsOfWorkedAndOfWrongDocumentsAreAsAsked() {
        // Given
        Documents documents = new Documents(SUMS, new Documents.Blend(0.3, 0, 0.6, 0.1), 7);
        Pattern exercise = Pattern.compile("(\\d+)\\+(\\d+)[?.].*?(\\d+)$", Pattern.DOTALL);
        int drills = 0;
        int worked = 0;
        int wrong = 0;
        int exercises = 0;

        // When
        for (int i = 0; i < 20_000; i++) {
            String document = documents.next();
            Matcher found = exercise.matcher(document);
            if (!found.find()) {
                drills++;
                continue;
            }
            exercises++;
            worked += document.contains("=") ? 1 : 0;
            int sum = Integer.parseInt(found.group(1)) + Integer.parseInt(found.group(2));
            wrong += sum == Integer.parseInt(found.group(3)) ? 0 : 1;
        }

        // Then
        assertThat(drills / 20_000.0).isBetween(0.28, 0.32);
        assertThat(worked / (double) exercises).isBetween(0.58, 0.62);
        assertThat(wrong / (double) exercises).isBetween(0.09, 0.11);
    }

    @Test
    void aWorkedReplyEndsInTheAnswerOnItsOwnLine() {
        // Given
        Task task = new Task(Skill.EXPR, "k", "What is 29+15-9?", java.util.List.of("29+15=44", "44-9=35"), 35);

        // When
        String reply = task.workedReply();

        // Then
        assertThat(reply).isEqualTo("29+15=44. 44-9=35.\n#### 35");
        assertThat(task.terseReply()).isEqualTo("#### 35");
    }

    @Test
    void swappedOperandsAreOneProblem() {
        // Given
        String key = Keys.add(3, 12);

        // When
        String swapped = Keys.add(12, 3);

        // Then
        assertThat(swapped).isEqualTo(key);
        assertThat(Keys.sub(12, 3)).isNotEqualTo(Keys.sub(3, 12));
    }

    @Test
    void aBadMixNamesKeyRuleAndValue() {
        // Given
        Map<Skill, Double> shares = Map.of(Skill.W2, -1.0);

        // When / Then
        assertThatThrownBy(() -> new TaskMix(shares, 1)).hasMessage("skills.w2 must be positive, got -1.0");
        assertThatThrownBy(() -> new TaskMix(Map.of(Skill.W2, 1.0), 11))
                .hasMessage("difficulty must be in (0, 10], got 11.0");
        assertThatThrownBy(() -> new Documents.Blend(1.2, 0, 0, 0)).hasMessage("drills must be in [0, 1], got 1.2");
        assertThatThrownBy(() -> Skill.of("sort"))
                .hasMessageContaining("no skill named sort")
                .hasMessageContaining("w3");
    }
}
