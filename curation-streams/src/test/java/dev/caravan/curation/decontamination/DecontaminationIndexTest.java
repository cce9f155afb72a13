package dev.caravan.curation.decontamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DecontaminationIndexTest {

    private static final String ITEM = "one two three four five six seven eight nine ten eleven twelve";

    private final DecontaminationIndex index = new DecontaminationIndex(8);

    @Test
    void covers_the_tokens_of_shared_eight_grams() {
        // Given
        index.addItem("item", Tokens.of(ITEM));

        // When
        Match match = index.addPrompt("p", Tokens.of("Zero two three four five six seven eight nine ten zero"));

        // Then
        assertThat(match).isEqualTo(new Match("item", 9.0 / 12, "two three four five six seven eight nine ten"));
    }

    @Test
    void does_not_see_seven_shared_tokens() {
        // Given
        index.addItem("item", Tokens.of(ITEM));

        // When
        Match match = index.addPrompt("p", Tokens.of("one two three four five six seven"));

        // Then
        assertThat(match).isEqualTo(Match.NONE);
    }

    @Test
    void adds_up_what_one_prompt_covers_but_not_what_two_do() {
        // Given
        String left = "a b c d e f g h";
        String right = "k l m n o p q r";
        index.addItem("item", Tokens.of(left + " i j " + right));

        // When
        Match both = index.addPrompt("both", Tokens.of(left + " and " + right));
        Match one = index.addPrompt("one", Tokens.of(left));

        // Then
        assertThat(both.coverage()).isEqualTo(16.0 / 18);
        assertThat(one.coverage()).isEqualTo(8.0 / 18);
    }

    @Test
    void a_late_item_finds_the_prompts_before_it() {
        // Given
        index.addPrompt("clean", Tokens.of("nothing of the sort is asked for in this long sentence here"));
        index.addPrompt("dirty", Tokens.of("please say: " + ITEM));

        // When
        Map<String, Match> improved = index.addItem("item", Tokens.of(ITEM));

        // Then
        assertThat(improved).containsOnly(Map.entry("dirty", new Match("item", 1.0, ITEM)));
    }

    @Test
    void a_late_item_that_is_no_better_changes_nothing() {
        // Given
        index.addPrompt("dirty", Tokens.of(ITEM));
        index.addItem("a", Tokens.of(ITEM));

        // When
        Map<String, Match> improved = index.addItem("b", Tokens.of(ITEM + " thirteen"));

        // Then
        assertThat(improved).isEmpty();
    }

    @Test
    void an_item_shorter_than_an_n_gram_must_be_contained_whole() {
        // Given
        index.addPrompt("early", Tokens.of("So tell me: what is 12 + 7? Quick!"));
        index.addPrompt("other", Tokens.of("What is 12 + 75?"));

        // When
        Map<String, Match> improved = index.addItem("sum", Tokens.of("What is 12+7?"));
        Match late = index.addPrompt("late", Tokens.of("what is 12 + 7 ?"));
        Match longer = index.addPrompt("longer", Tokens.of("What is 12 + 7 + 1?"));

        // Then
        assertThat(improved).containsOnly(Map.entry("early", new Match("sum", 1.0, "what is 12 + 7 ?")));
        assertThat(late).isEqualTo(new Match("sum", 1.0, "what is 12 + 7 ?"));
        assertThat(longer).isEqualTo(Match.NONE);
    }

    @Test
    void of_equally_good_items_takes_the_first_by_name() {
        // Given
        index.addItem("b", Tokens.of(ITEM));
        index.addItem("a", Tokens.of(ITEM));

        // When
        Match match = index.addPrompt("p", Tokens.of(ITEM));

        // Then
        assertThat(match.item()).isEqualTo("a");
    }

    @Test
    void measures_a_prompt_that_only_repeats_itself() {
        // Given
        index.addItem("chant", Tokens.of("om ".repeat(20_000)));

        // When
        Match match = index.addPrompt("p", Tokens.of("om ".repeat(20_000)));

        // Then
        assertThat(match.coverage()).isEqualTo(1.0);
    }

    @Test
    void refuses_an_item_without_words() {
        // When
        var adding = assertThatThrownBy(() -> index.addItem("blank", Tokens.of(" ")));

        // Then
        adding.isInstanceOf(IllegalArgumentException.class).hasMessageContaining("blank");
    }
}
