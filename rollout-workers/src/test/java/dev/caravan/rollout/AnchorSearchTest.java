package dev.caravan.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.runtime.kafka.From;
import dev.caravan.schemas.WeightRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorSearchTest {

    @Test
    void findsTheNewestWholeAnchor(@TempDir Path dir) {
        try (Stack stack = new Stack(dir)) {
            // Given: two anchors, a patch, and an anchor that was cut short
            ModelFolder first = TinyModel.folder(1);
            ModelFolder second = TinyModel.folder(2);
            List<WeightRecord> oldest = WeightLog.anchor("r", 0, first);
            List<WeightRecord> cut = WeightLog.anchor("r", 3, first);
            From empty = stack.newestAnchor(1);
            stack.publish(oldest);
            stack.publish(WeightLog.anchor("r", 1, second));
            stack.publish(WeightLog.patch("r", 1, 2, second.weights(), first.weights()));
            stack.publish(cut.subList(0, cut.size() - 1));

            // When: windows of 1, 2, 4, ... records, and one window for all
            From found = stack.newestAnchor(1);
            From foundAtOnce = stack.newestAnchor(1000);

            // Then
            assertThat(empty).isEqualTo(From.BEGINNING);
            assertThat(found).isEqualTo(From.offsets(Map.of(0, (long) oldest.size())));
            assertThat(foundAtOnce).isEqualTo(found);
        }
    }
}
