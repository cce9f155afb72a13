package dev.caravan.curation.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.curation.prompts.state.CurationState;
import dev.caravan.curation.prompts.state.HeapState;
import dev.caravan.schemas.Benchmark;
import dev.caravan.schemas.Curated;
import dev.caravan.schemas.Prompt;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CuratorProperties {

    private static final CurationPolicy POLICY = new CurationPolicy(3, 0.5);

    @Property(tries = 300)
    void the_last_verdicts_do_not_depend_on_when_the_items_came(
            @ForAll("texts") List<String> questions, @ForAll("texts") List<String> exam, @ForAll long order) {
        // Given
        Collection<Prompt> prompts = prompts(questions);
        Collection<Benchmark> items = items(exam);

        // When
        Map<String, Curated> itemsFirst = curate(new HeapState(), items, prompts, null);
        Map<String, Curated> interleaved = curate(new HeapState(), items, prompts, new Random(order));

        // Then
        assertThat(interleaved).isEqualTo(itemsFirst);
    }

    @Property(tries = 300)
    void a_curator_restored_from_its_state_goes_on_as_if_nothing_had_happened(
            @ForAll("texts") List<String> questions, @ForAll("texts") List<String> exam, @ForAll long order) {
        // Given
        List<Prompt> prompts = prompts(questions);
        List<Benchmark> items = items(exam);
        HeapState state = new HeapState();
        int half = prompts.size() / 2;
        Map<String, Curated> verdicts =
                curate(state, items.subList(0, items.size() / 2), prompts.subList(0, half), new Random(order));

        // When
        verdicts.putAll(curate(
                state, items.subList(items.size() / 2, items.size()), prompts.subList(half, prompts.size()), null));

        // Then
        assertThat(verdicts).isEqualTo(curate(new HeapState(), items, prompts, null));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> word = Arbitraries.of("a", "b", "c");
        return word.list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(words -> String.join(" ", words))
                .list()
                .ofMaxSize(10);
    }

    private static List<Prompt> prompts(List<String> questions) {
        return IntStream.range(0, questions.size())
                .mapToObj(i -> Samples.builder("p" + i, questions.get(i))
                        .setKeepRate(0.8)
                        .build())
                .toList();
    }

    private static List<Benchmark> items(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> Samples.item("i" + i, texts.get(i)))
                .toList();
    }

    /** Items first where {@code order} is null, otherwise interleaved with the prompts, which keep their order. */
    private static Map<String, Curated> curate(
            CurationState state, Collection<Benchmark> items, Collection<Prompt> prompts, Random order) {
        Curator curator = new Curator(POLICY, state);
        Map<String, Curated> verdicts = new TreeMap<>();
        Deque<Benchmark> left = new ArrayDeque<>(items);
        for (Prompt prompt : prompts) {
            while (!left.isEmpty() && (order == null || order.nextBoolean())) {
                take(curator.add(left.remove()), verdicts);
            }
            take(curator.judge(prompt, ""), verdicts);
        }
        left.forEach(item -> take(curator.add(item), verdicts));
        return verdicts;
    }

    private static void take(Ruling ruling, Map<String, Curated> verdicts) {
        ((Ruling.Decided) ruling)
                .changes()
                .forEach(change -> verdicts.put(change.after().getPrompt().getId(), change.after()));
    }
}
