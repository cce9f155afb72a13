package dev.caravan.curation.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The index against the rule written down naively, in every order of arrival. */
class DecontaminationIndexProperties {

    private static final int N = 3;

    @Property(tries = 500)
    void equals_the_naive_rule_whatever_the_order(
            @ForAll("texts") List<String> items, @ForAll("texts") List<String> prompts, @ForAll long order) {
        // Given
        List<Runnable> arrivals = new ArrayList<>();
        DecontaminationIndex index = new DecontaminationIndex(N);
        Map<String, Match> found = new TreeMap<>();
        for (int i = 0; i < items.size(); i++) {
            String name = "item" + i;
            Tokens text = Tokens.of(items.get(i));
            arrivals.add(() -> found.putAll(index.addItem(name, text)));
        }
        for (int i = 0; i < prompts.size(); i++) {
            String id = "prompt" + i;
            Tokens text = Tokens.of(prompts.get(i));
            arrivals.add(() -> found.put(id, index.addPrompt(id, text)));
        }
        Collections.shuffle(arrivals, new Random(order));

        // When
        arrivals.forEach(Runnable::run);

        // Then
        assertThat(found).isEqualTo(naive(items, prompts));
    }

    /** Few different words, so that n-grams are often shared, also twice within a text. */
    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> word = Arbitraries.of("a", "b", "c");
        return word.list()
                .ofMinSize(1)
                .ofMaxSize(9)
                .map(words -> String.join(" ", words))
                .list()
                .ofMaxSize(8);
    }

    private static Map<String, Match> naive(List<String> items, List<String> prompts) {
        Map<String, Match> best = new TreeMap<>();
        for (int p = 0; p < prompts.size(); p++) {
            Match match = Match.NONE;
            for (int i = 0; i < items.size(); i++) {
                Match other = naive("item" + i, items.get(i).split(" "), prompts.get(p));
                match = other.coverage() > match.coverage() ? other : match;
            }
            best.put("prompt" + p, match);
        }
        return best;
    }

    private static Match naive(String name, String[] item, String prompt) {
        int n = Math.min(N, item.length);
        boolean[] covered = new boolean[item.length];
        for (int from = 0; from + n <= item.length; from++) {
            String gram = String.join(" ", List.of(item).subList(from, from + n));
            for (int k = from; (" " + prompt + " ").contains(" " + gram + " ") && k < from + n; k++) {
                covered[k] = true;
            }
        }
        int count = 0;
        int from = 0;
        int to = 0;
        for (int start = 0; start < item.length; start++) {
            count += covered[start] ? 1 : 0;
            int end = start;
            while (end < item.length && covered[end]) {
                end++;
            }
            if (end - start > to - from) {
                from = start;
                to = end;
            }
        }
        return count == 0
                ? Match.NONE
                : new Match(
                        name,
                        (double) count / item.length,
                        String.join(" ", List.of(item).subList(from, to)));
    }
}
