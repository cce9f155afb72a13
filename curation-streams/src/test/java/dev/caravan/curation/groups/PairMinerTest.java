package dev.caravan.curation.groups;

import static dev.caravan.curation.groups.GroupSamples.completion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.schemas.FinishReason;
import dev.caravan.schemas.Preference;
import dev.caravan.schemas.Response;
import dev.caravan.schemas.Scored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairMinerTest {

    private final PairMiner miner = new PairMiner(new PairSettings(1, 0.5));

    @Test
    void pairs_a_right_with_a_wrong_completion_and_keeps_their_tokens() {
        // Given
        List<Scored> scored = List.of(scored(0, 0.0, "wrong"), scored(1, 1.0, "right"));

        // When
        List<Preference> pairs = miner.mine(scored).pairs();

        // Then
        assertThat(pairs).hasSize(1);
        Preference pair = pairs.get(0);
        assertThat(pair)
                .extracting(Preference::getId, Preference::getRun, Preference::getStage, Preference::getPromptId)
                .containsExactly("g", "run", "rlvr", "prompt");
        assertThat(pair.getPromptTokens()).containsExactly(2, 17, 3);
        assertThat(pair.getChosen()).isEqualTo(new Response(List.of(41, 1), "right", 1.0, "g#1"));
        assertThat(pair.getRejected()).isEqualTo(new Response(List.of(40, 1), "wrong", 0.0, "g#0"));
    }

    @Test
    void chooses_the_same_pair_whatever_the_order_of_arrival() {
        // Given
        List<Scored> scored = new ArrayList<>();
        IntStream.range(0, 8).forEach(i -> scored.add(scored(i, i % 2, "text " + i)));
        List<Preference> expected = miner.mine(scored).pairs();

        // When
        Collections.shuffle(scored, new Random(3));

        // Then
        assertThat(miner.mine(scored).pairs()).isEqualTo(expected);
    }

    @Test
    void chooses_differently_for_different_groups() {
        // When
        Set<String> chosen = IntStream.range(0, 50)
                .mapToObj(g -> IntStream.range(0, 8)
                        .mapToObj(i -> GroupSamples.scored("g" + g, i, 8, i % 2))
                        .toList())
                .map(group -> miner.mine(group).pairs().get(0).getChosen().getText())
                .collect(Collectors.toSet());

        // Then
        assertThat(chosen).containsExactlyInAnyOrder("answer 1", "answer 3", "answer 5", "answer 7");
    }

    @Test
    void never_chooses_a_completion_that_was_cut_off() {
        // Given
        Scored cut = GroupSamples.scored(
                completion("g", 1, 2).setFinishReason(FinishReason.LENGTH).build(), 1.0);

        // When
        PairMiner.Mined mined = miner.mine(List.of(scored(0, 0.0, "wrong"), cut));

        // Then
        assertThat(mined.pairs()).isEmpty();
        assertThat(mined.reason()).isEqualTo("no pair: no reward is lower than 0 by 0.5 or more");
    }

    @Test
    void never_pairs_a_text_with_itself() {
        // When
        PairMiner.Mined mined = miner.mine(List.of(scored(0, 0.0, "same"), scored(1, 1.0, "same")));

        // Then
        assertThat(mined.pairs()).isEmpty();
    }

    @Test
    void gives_as_many_pairs_as_asked_for_and_uses_no_text_twice() {
        // Given
        PairMiner three = new PairMiner(new PairSettings(3, 0.5));
        List<Scored> scored = List.of(
                scored(0, 1.0, "a"),
                scored(1, 1.0, "a"),
                scored(2, 1.0, "b"),
                scored(3, 0.0, "c"),
                scored(4, 0.5, "d"),
                scored(5, 0.75, "e"));

        // When
        List<Preference> pairs = three.mine(scored).pairs();

        // Then
        assertThat(pairs).extracting(Preference::getId).containsExactly("g", "g/pair1");
        assertThat(pairs).extracting(pair -> pair.getChosen().getText()).containsExactlyInAnyOrder("a", "b");
        assertThat(pairs).extracting(pair -> pair.getRejected().getText()).containsExactlyInAnyOrder("c", "d");
    }

    @Test
    void says_so_when_nothing_has_a_reward() {
        // When
        PairMiner.Mined mined =
                miner.mine(List.of(GroupSamples.scored(completion("g", 0, 1).build(), null)));

        // Then
        assertThat(mined.reason()).isEqualTo("no pair: no completion with a reward ended by itself");
    }

    private static Scored scored(int index, double reward, String text) {
        return GroupSamples.scored(completion("g", index, 8).setText(text).build(), reward);
    }
}
