package dev.caravan.verifier.ifeval.ifbench;

import dev.caravan.verifier.ifeval.instruction.Arguments;
import dev.caravan.verifier.ifeval.instruction.Instruction;
import dev.caravan.verifier.ifeval.text.TextAnalysis;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** IFBench's types by id: 56 of its 58. */
public final class Ifbench {

    /** They need a part-of-speech tagger's model and a dictionary of syllables. */
    public static final Set<String> UNSUPPORTED = Set.of("words:start_verb", "words:odd_even_syllables");

    private Ifbench() {}

    public static Map<String, Function<Arguments, Instruction>> types(TextAnalysis analysis) {
        Map<String, Function<Arguments, Instruction>> types = new HashMap<>();
        types.putAll(Counts.types(analysis.words()));
        types.putAll(SentenceRules.types(analysis));
        types.putAll(WordRules.types(analysis.words()));
        types.putAll(Formats.types(analysis.sentences()));
        types.putAll(Layouts.types());
        types.putAll(Customs.types(analysis.sentences()));
        types.putAll(Tables.types());
        types.putAll(Repeats.types());
        return types;
    }
}
