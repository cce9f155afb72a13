package dev.caravan.learner.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.learner.SftSettings;
import dev.caravan.policy.loss.Batch;
import dev.caravan.policy.loss.Demonstration;
import dev.caravan.runtime.settings.SettingsBinder;
import java.util.List;
import org.junit.jupiter.api.Test;

class SftTest {

    private static final Sft.Example CHAT =
            new Sft.Example(new int[] {2, 7, 3, 8, 9, 1}, new boolean[] {false, false, false, true, true, true});
    private static final Sft.Example DOCUMENT = new Sft.Example(new int[] {5, 6, 1}, new boolean[] {true, true, true});

    @Test
    void onlyTrainableTokensWeighAndTheFirstNever() {
        // Given
        Sft sft = sft("denominator: tokens");

        // When
        Update update = sft.update(List.of(CHAT, DOCUMENT));

        // Then: 3 tokens of the chat, 2 of the document
        assertThat(rows(update))
                .satisfiesExactly(
                        chat -> assertThat(chat.weights()).containsExactly(0, 0, 0, 0.2f, 0.2f, 0.2f),
                        document -> assertThat(document.weights()).containsExactly(0, 0.2f, 0.2f));
        assertThat(update.tokens()).isEqualTo(9);
    }

    @Test
    void sumLossDividesByDemonstrations() {
        // Given
        Sft sft = sft("denominator: sequences");

        // When
        Update update = sft.update(List.of(CHAT, DOCUMENT));

        // Then
        assertThat(rows(update).get(1).weights()).containsExactly(0, 0.5f, 0.5f);
    }

    @Test
    void weightsDoNotDependOnTheMicroBatches() {
        // Given
        List<Sft.Example> examples = List.of(CHAT, DOCUMENT, CHAT, DOCUMENT);

        // When
        Update whole = sft("micro_batch_tokens: 100").update(examples);
        Update split = sft("micro_batch_tokens: 6").update(examples);

        // Then
        assertThat(whole.microBatches()).hasSize(1);
        assertThat(split.microBatches()).hasSize(3);
        assertThat(rows(split).stream().map(Demonstration::weights).toList())
                .usingRecursiveComparison()
                .isEqualTo(rows(whole).stream().map(Demonstration::weights).toList());
    }

    private static Sft sft(String yaml) {
        return new Sft(SettingsBinder.text("test", yaml).bind(SftSettings.class));
    }

    private static List<Demonstration> rows(Update update) {
        return update.microBatches().stream()
                .flatMap(batch -> ((Batch.Demonstrations) batch).rows().stream())
                .toList();
    }
}
