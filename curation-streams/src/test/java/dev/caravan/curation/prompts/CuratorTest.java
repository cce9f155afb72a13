package dev.caravan.curation.prompts;

import static dev.caravan.curation.prompts.Samples.CARAVAN;
import static dev.caravan.curation.prompts.Samples.TULU;
import static dev.caravan.curation.prompts.Samples.builder;
import static dev.caravan.curation.prompts.Samples.demonstration;
import static dev.caravan.curation.prompts.Samples.item;
import static dev.caravan.curation.prompts.Samples.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.caravan.schemas.Curated;
import dev.caravan.schemas.Decision;
import dev.caravan.schemas.Prompt;
import dev.caravan.schemas.Signal;
import dev.caravan.schemas.Turn;
import dev.caravan.schemas.VerifierSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CuratorTest {

    private final Curator curator = Curator.inMemory(TULU);

    @Test
    void keeps_a_good_prompt_and_shows_every_measurement() {
        // When
        Curated verdict = judge(prompt("p", "What is 12 + 7?"));

        // Then
        assertThat(verdict.getDecision()).isEqualTo(Decision.KEEP);
        assertThat(verdict.getReason()).isEmpty();
        assertThat(verdict.getPolicyVersion()).isEqualTo("1/ngram=8/max_coverage=0.5");
        assertThat(verdict.getInput()).isEqualTo("prompts-0@p");
        assertThat(verdict.getSignals())
                .extracting(Signal::getRule)
                .containsExactly("well-formed", "contamination", "duplicate", "thinning");
    }

    @Test
    void drops_a_prompt_that_covers_more_than_half_of_an_item_and_says_which() {
        // Given
        curator.add(item("item-7", CARAVAN));

        // When
        Curated verdict = judge(prompt("p", "Explain: a caravan of twelve camels carries forty sacks of salt!"));

        // Then
        assertThat(verdict.getDecision()).isEqualTo(Decision.DROP);
        assertThat(verdict.getReason()).isEqualTo("contamination");
        assertThat(signal(verdict, "contamination"))
                .isEqualTo(new Signal(
                        "contamination",
                        10.0 / 18,
                        0.5,
                        true,
                        "exam item item-7: \"a caravan of twelve camels carries forty sacks of salt\""));
    }

    @Test
    void keeps_a_prompt_that_covers_exactly_half_of_an_item_and_still_says_which() {
        // Given
        curator.add(item("item", CARAVAN));

        // When
        Curated verdict = judge(prompt("p", "Explain: a caravan of twelve camels carries forty sacks of pepper!"));

        // Then
        assertThat(verdict.getDecision()).isEqualTo(Decision.KEEP);
        assertThat(signal(verdict, "contamination").getValue()).isEqualTo(0.5);
        assertThat(signal(verdict, "contamination").getEvidence()).startsWith("exam item item: ");
    }

    @Test
    void does_not_look_at_what_the_assistant_says() {
        // Given
        curator.add(item("item", CARAVAN));

        // When
        Curated verdict = judge(demonstration("p", "Tell me something about salt.", CARAVAN));

        // Then
        assertThat(verdict.getDecision()).isEqualTo(Decision.KEEP);
    }

    @Test
    void a_late_item_retracts_a_prompt_and_its_duplicates() {
        // Given
        judge(prompt("first", CARAVAN));
        judge(prompt("second", CARAVAN.toUpperCase(Locale.ROOT)));
        judge(prompt("other", "Something else entirely."));

        // When
        Ruling ruling = curator.add(item("item", CARAVAN));

        // Then
        List<Ruling.Change> changes = ((Ruling.Decided) ruling).changes();
        assertThat(changes)
                .extracting(change -> change.after().getPrompt().getId(), change -> change.after()
                        .getReason())
                .containsExactly(tuple("first", "contamination"), tuple("second", "contamination"));
        assertThat(changes.get(0).before().getDecision()).isEqualTo(Decision.KEEP);
        assertThat(changes.get(1).before().getReason()).isEqualTo("duplicate");
        assertThat(signal(changes.get(1).after(), "duplicate").getFailed()).isTrue();
    }

    @Test
    void drops_what_the_same_stage_has_seen_and_names_the_first() {
        // Given
        judge(prompt("first", "How many camels?"));

        // When
        Curated duplicate = judge(prompt("second", "  how MANY camels ?"));
        Curated otherStage =
                judge(builder("third", "How many camels?").setStage("sft").build());
        Curated otherRun =
                judge(builder("fourth", "How many camels?").setRun("run2").build());

        // Then
        assertThat(duplicate.getReason()).isEqualTo("duplicate");
        assertThat(signal(duplicate, "duplicate").getEvidence()).isEqualTo("of first");
        assertThat(otherStage.getDecision()).isEqualTo(Decision.KEEP);
        assertThat(otherRun.getDecision()).isEqualTo(Decision.KEEP);
    }

    @Test
    void keeps_two_demonstrations_of_one_question_with_different_answers() {
        // Given
        judge(demonstration("first", "How many camels?", "Twelve."));

        // When
        Curated other = judge(demonstration("second", "How many camels?", "A dozen."));
        Curated same = judge(demonstration("third", "How many camels?", "twelve."));

        // Then
        assertThat(other.getDecision()).isEqualTo(Decision.KEEP);
        assertThat(same.getReason()).isEqualTo("duplicate");
    }

    @Test
    void thins_to_the_keep_rate_and_keeps_at_a_higher_rate_what_a_lower_one_kept() {
        // Given
        List<String> ids = IntStream.range(0, 10_000).mapToObj(i -> "id" + i).toList();

        // When
        List<String> half = ids.stream().filter(id -> !thinned(id, 0.5)).toList();
        List<String> tenth = ids.stream().filter(id -> !thinned(id, 0.1)).toList();
        List<String> all = ids.stream().filter(id -> !thinned(id, 1.0)).toList();

        // Then
        assertThat(half).hasSizeBetween(4_800, 5_200).containsAll(tenth);
        assertThat(tenth).hasSizeBetween(880, 1_120);
        assertThat(all).isEqualTo(ids);
        assertThat(ids.stream().filter(id -> !thinned(id, 0.0))).isEmpty();
    }

    @Test
    void measures_every_rule_even_after_one_has_failed() {
        // Given
        curator.add(item("item", CARAVAN));
        judge(prompt("first", CARAVAN));

        // When
        Curated verdict = judge(builder("second", CARAVAN).setKeepRate(0).build());

        // Then
        assertThat(verdict.getReason()).isEqualTo("contamination");
        assertThat(verdict.getSignals())
                .filteredOn(Signal::getFailed)
                .extracting(Signal::getRule)
                .containsExactly("contamination", "duplicate", "thinning");
    }

    static Set<Map.Entry<String, Prompt.Builder>> malformed() {
        Map<String, Prompt.Builder> malformed = Map.of(
                "no turns", builder("p", "x").setTurns(List.of()),
                "turn 0 has no text", builder("p", " \n"),
                "no user turn", builder("p", "x").setTurns(List.of(new Turn("assistant", "x", true))),
                "turn 0 has the unknown role 'human'",
                        builder("p", "x").setTurns(List.of(new Turn("human", "x", false))),
                "keep_rate NaN does not lie in 0 to 1", builder("p", "x").setKeepRate(Double.NaN),
                "a verifier without a name",
                        builder("p", "x").setVerifiers(List.of(new VerifierSpec("", "4", 1.0, Map.of()))),
                "no run", builder("p", "x").setRun(""));
        return malformed.entrySet();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void drops_a_malformed_prompt_and_says_what_is_wrong(Map.Entry<String, Prompt.Builder> malformed) {
        // When
        Curated verdict = judge(malformed.getValue().build());

        // Then
        assertThat(verdict.getReason()).isEqualTo("well-formed");
        assertThat(signal(verdict, "well-formed").getEvidence()).contains(malformed.getKey());
    }

    @Test
    void gives_the_same_prompt_the_same_verdict_again() {
        // Given
        Curated first = judge(prompt("p", "How many camels?"));

        // When
        Ruling again = curator.judge(prompt("p", "How many camels?"), "prompts-0@9");

        // Then
        assertThat(again).isEqualTo(new Ruling.Decided(List.of(new Ruling.Change(first, first))));
    }

    @Test
    void refuses_a_different_prompt_of_a_known_id() {
        // Given
        judge(prompt("p", "How many camels?"));

        // When
        Ruling ruling = curator.judge(prompt("p", "How many wells?"), "prompts-0@9");

        // Then
        assertThat(ruling)
                .isEqualTo(new Ruling.Refused("prompt id p is taken by a different prompt, read from prompts-0@p"));
    }

    @Test
    void refuses_items_that_cannot_be_used() {
        // Given
        curator.add(item("known", CARAVAN));

        // When
        Ruling same = curator.add(item("known", CARAVAN));
        Ruling other = curator.add(item("known", "something else"));
        Ruling blank = curator.add(item("blank", " "));
        Ruling nameless = curator.add(item("", CARAVAN));

        // Then
        assertThat(same).isEqualTo(new Ruling.Decided(List.of()));
        assertThat(other).isEqualTo(new Ruling.Refused("benchmark item id known is taken by a different item of exam"));
        assertThat(blank).isEqualTo(new Ruling.Refused("benchmark item blank has no text"));
        assertThat(nameless).isEqualTo(new Ruling.Refused("a benchmark item without an id"));
    }

    private boolean thinned(String id, double keepRate) {
        return Thinning.measure(builder(id, "x").setKeepRate(keepRate).build()).getFailed();
    }

    private Curated judge(Prompt prompt) {
        Ruling.Decided decided = (Ruling.Decided) curator.judge(prompt, "prompts-0@" + prompt.getId());
        return decided.changes().get(0).after();
    }

    private static Signal signal(Curated verdict, String rule) {
        return verdict.getSignals().stream()
                .filter(signal -> signal.getRule().equals(rule))
                .findFirst()
                .orElseThrow();
    }
}
