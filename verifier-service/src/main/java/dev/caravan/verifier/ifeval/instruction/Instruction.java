package dev.caravan.verifier.ifeval.instruction;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** One instruction with its arguments; immutable. Judges any text in time linear in its length. */
@FunctionalInterface
public interface Instruction {

    /** What a response does wrong, in a few words; empty if it follows the instruction. */
    Optional<String> fault(String response);

    /** An instruction that is followed or not, with nothing more to say about it. */
    static Instruction of(String fault, Predicate<String> followed) {
        return response -> followed.test(response) ? Optional.empty() : Optional.of(fault);
    }

    /** An instruction about how many there are of something, such as {@code "words"}. */
    static Instruction counting(String things, Amount amount, ToIntFunction<String> count) {
        return response -> {
            int counted = count.applyAsInt(response);
            return amount.holds(counted)
                    ? Optional.empty()
                    : Optional.of(counted + " " + things + ", not " + amount.inWords());
        };
    }
}
