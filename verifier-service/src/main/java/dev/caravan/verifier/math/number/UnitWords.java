package dev.caravan.verifier.math.number;

import java.util.Locale;
import java.util.Set;

/** Tells words that stand behind a number without changing it from those that make another number of it. */
public final class UnitWords {

    /** Units that are written against the number; any other letters there are variables: 3x is not 3. */
    private static final Set<String> ATTACHED = Set.of(
            "cm", "mm", "km", "kg", "mg", "ml", "hr", "hrs", "min", "mins", "sec", "secs", "mph", "ft", "in", "lb",
            "lbs", "oz", "am", "pm", "st", "nd", "rd", "th");

    private static final Set<String> MATHEMATICS = Set.of(
            "and",
            "or",
            "pi",
            "sqrt",
            "root",
            "sin",
            "cos",
            "tan",
            "log",
            "ln",
            "exp",
            "mod",
            "squared",
            "cubed",
            "times",
            "plus",
            "minus",
            "over",
            "divided",
            "multiplied",
            "hundred",
            "thousand",
            "million",
            "billion",
            "trillion",
            "dozen",
            "half",
            "halves",
            "third",
            "thirds",
            "quarter",
            "quarters",
            "fifths",
            "sixths",
            "eighths",
            "tenths",
            "hundredths",
            "factorial",
            "choose",
            "infinity",
            "not",
            "if",
            "unless",
            "except",
            "maybe",
            "perhaps",
            "through",
            "between",
            "to",
            "from",
            "wrong",
            "incorrect");

    private UnitWords() {}

    /** Whether letters directly behind a digit are a unit. */
    public static boolean areAttached(String letters) {
        return ATTACHED.contains(letters.toLowerCase(Locale.ROOT));
    }

    /** Whether the word makes another number of the one before it. */
    public static boolean changesValue(String word) {
        return MATHEMATICS.contains(word.toLowerCase(Locale.ROOT));
    }
}
