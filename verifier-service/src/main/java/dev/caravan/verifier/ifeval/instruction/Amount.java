package dev.caravan.verifier.ifeval.instruction;

import java.util.Locale;

/** How many of something are asked for. */
public record Amount(Relation relation, int number) {

    /** The relations of IFEval and open-instruct. */
    public enum Relation {
        LESS_THAN,
        AT_LEAST,
        AT_MOST,
        EXACTLY,
        /** Within a tenth, rounded half to even, and one in any case. */
        AROUND,
        /** One more or less. */
        NEARLY;

        /** As the data writes it. */
        public String inWords() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public static Amount exactly(int number) {
        return new Amount(Relation.EXACTLY, number);
    }

    public static Amount atLeast(int number) {
        return new Amount(Relation.AT_LEAST, number);
    }

    public static Amount atMost(int number) {
        return new Amount(Relation.AT_MOST, number);
    }

    public boolean holds(int counted) {
        return switch (relation) {
            case LESS_THAN -> counted < number;
            case AT_LEAST -> counted >= number;
            case AT_MOST -> counted <= number;
            case EXACTLY -> counted == number;
            case AROUND -> Math.abs((long) counted - number) <= Math.max(Math.rint(number * 0.1), 1);
            case NEARLY -> Math.abs((long) counted - number) <= 1;
        };
    }

    public String inWords() {
        return relation.inWords() + " " + number;
    }
}
