package dev.caravan.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.policy.weights.ModelFolder;
import dev.caravan.runtime.kafka.Received;
import dev.caravan.schemas.Section;
import dev.caravan.schemas.WeightKind;
import dev.caravan.schemas.WeightManifest;
import dev.caravan.schemas.WeightRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightLoaderTest {

    private static final ModelFolder FIRST = TinyModel.folder(1);
    private static final ModelFolder SECOND = TinyModel.folder(2);
    private static final ModelFolder THIRD = TinyModel.folder(3);

    private final List<String> broken = new ArrayList<>();
    private final WeightLoader loader = new WeightLoader(broken::add);
    private long offset;

    @Test
    void anAnchorAndAPatchGiveTheWeightsThatWerePublished() {
        // When
        accept(WeightLog.anchor("r", 0, FIRST));
        Revision anchor = loader.newest();
        accept(WeightLog.patch("r", 0, 1, FIRST.weights(), SECOND.weights()));
        Revision patched = loader.newest();

        // Then
        assertThat(broken).isEmpty();
        assertThat(anchor.version()).isZero();
        assertThat(anchor.digest()).isEqualTo(FIRST.weights().digest());
        assertThat(patched.version()).isOne();
        assertThat(patched.digest()).isEqualTo(SECOND.weights().digest());
        assertThat(patched.model().config()).isEqualTo(FIRST.config());
    }

    @Test
    void theNewestManifestWinsEvenIfItsVersionIsLower() {
        // Given
        accept(WeightLog.anchor("r", 7, FIRST));

        // When
        accept(WeightLog.anchor("r", 4, SECOND));

        // Then
        assertThat(loader.newest().version()).isEqualTo(4);
        assertThat(broken).isEmpty();
    }

    @Test
    void aCorruptedChunkIsRefusedAndTheVersionBeforeStays() {
        // Given
        accept(WeightLog.anchor("r", 0, FIRST));
        List<WeightRecord> patch = new ArrayList<>(WeightLog.patch("r", 0, 1, FIRST.weights(), SECOND.weights()));
        patch.set(2, WeightLog.corrupted(patch.get(2)));

        // When
        accept(patch);

        // Then
        assertThat(loader.newest().digest()).isEqualTo(FIRST.weights().digest());
        assertThat(broken).singleElement().asString().contains("version 1 of run r", "CRC-32C", "weights-0@");
    }

    @Test
    void aForgedChunkIsCaughtByTheDigest() {
        // Given
        List<WeightRecord> anchor = new ArrayList<>(WeightLog.anchor("r", 0, FIRST));
        anchor.set(anchor.size() - 1, WeightLog.forged(anchor.get(anchor.size() - 1)));

        // When
        accept(anchor);

        // Then
        assertThat(loader.newest()).isNull();
        assertThat(broken)
                .singleElement()
                .asString()
                .contains("digest", FIRST.weights().digest());
    }

    @Test
    void afterAGapNothingIsOfferedUntilTheNextAnchor() {
        // Given
        accept(WeightLog.anchor("r", 0, FIRST));

        // When
        accept(WeightLog.patch("r", 1, 2, SECOND.weights(), THIRD.weights()));
        Revision afterGap = loader.newest();
        accept(WeightLog.anchor("r", 3, THIRD));

        // Then
        assertThat(afterGap.version()).isZero();
        assertThat(loader.newest().version()).isEqualTo(3);
        assertThat(broken)
                .singleElement()
                .asString()
                .contains("patches version 1", "version 0 of run r", "next anchor");
    }

    @Test
    void anAnchorOfTheSameVersionMakesUpForABrokenPatch() {
        // Given
        accept(WeightLog.anchor("r", 0, FIRST));
        List<WeightRecord> patch = new ArrayList<>(WeightLog.patch("r", 0, 1, FIRST.weights(), SECOND.weights()));
        patch.set(1, WeightLog.corrupted(patch.get(1)));
        accept(patch);

        // When
        accept(WeightLog.anchor("r", 1, SECOND));
        Revision made = loader.newest();
        accept(WeightLog.anchor("r", 1, SECOND));

        // Then: who has it takes no notice of another
        assertThat(made.digest()).isEqualTo(SECOND.weights().digest());
        assertThat(loader.newest()).isSameAs(made);
        assertThat(broken).hasSize(1);
    }

    @Test
    void aVersionThatIsNoModelIsReported() {
        // Given
        accept(WeightLog.anchor("r", 0, FIRST));
        WeightManifest manifest = WeightManifest.newBuilder()
                .setKind(WeightKind.ANCHOR)
                .setBaseVersion(1)
                .setDigest("d")
                .setSections(List.of(new Section("config.json", 1L)))
                .setChunks(1)
                .setPublishedAt(Instant.EPOCH)
                .build();

        // When
        accept(List.of(new WeightRecord("r", 1L, manifest), WeightLog.chunk("r", 1, 0, new byte[] {'{'})));

        // Then
        assertThat(loader.newest().version()).isZero();
        assertThat(broken).singleElement().asString().startsWith("weights-0@").contains("version 1 of run r");
    }

    @Test
    void aBrokenVersionThatGoesBackEndsTheHistoryBeforeIt() {
        // Given
        accept(WeightLog.anchor("r", 7, FIRST));
        List<WeightRecord> back = new ArrayList<>(WeightLog.anchor("r", 4, SECOND));
        back.set(1, WeightLog.corrupted(back.get(1)));

        // When
        accept(back);

        // Then
        assertThat(loader.newest()).isNull();
    }

    @Test
    void aVersionCutShortIsReportedWhenTheNextBegins() {
        // Given
        List<WeightRecord> cut = WeightLog.anchor("r", 0, FIRST);
        accept(cut.subList(0, cut.size() - 1));

        // When
        accept(WeightLog.anchor("r", 0, FIRST));

        // Then
        assertThat(loader.newest().digest()).isEqualTo(FIRST.weights().digest());
        assertThat(broken)
                .singleElement()
                .asString()
                .contains(
                        "chunk " + (cut.size() - 2) + " of " + (cut.size() - 1) + " is missing",
                        "the manifest of version 0 of run r came instead");
    }

    @Test
    void aMissingChunkIsNoticed() {
        // Given
        List<WeightRecord> anchor = new ArrayList<>(WeightLog.anchor("r", 0, FIRST));
        anchor.remove(2);

        // When
        accept(anchor);

        // Then
        assertThat(loader.newest()).isNull();
        assertThat(broken).singleElement().asString().contains("chunk 1 is missing");
    }

    @Test
    void theRestOfAVersionWhoseManifestIsGoneIsPassedOver() {
        // Given
        List<WeightRecord> headless = WeightLog.anchor("r", 0, FIRST);

        // When
        accept(headless.subList(1, headless.size()));
        accept(WeightLog.anchor("r", 1, SECOND));

        // Then
        assertThat(loader.newest().version()).isOne();
        assertThat(broken).isEmpty();
    }

    private void accept(List<WeightRecord> records) {
        for (WeightRecord record : records) {
            loader.accept(new Received<>("weights", 0, offset++, 0, "r/0", record));
        }
    }
}
