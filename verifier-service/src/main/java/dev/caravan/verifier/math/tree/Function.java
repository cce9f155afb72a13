package dev.caravan.verifier.math.tree;

/** The functions that are read and evaluated. */
public enum Function {
    /** The principal square root; with two arguments, root and radicand. */
    ROOT,
    ABS,
    EXP,
    /** Natural. */
    LN,
    /** Base and argument; base ten where none is written. */
    LOG,
    SIN,
    COS,
    TAN,
    COT,
    SEC,
    CSC,
    ARCSIN,
    ARCCOS,
    ARCTAN,
    SINH,
    COSH,
    TANH,
    FLOOR,
    CEILING,
    FACTORIAL,
    BINOMIAL,
    GCD,
    LCM,
    /** The remainder that is not negative. */
    MOD,
    MAX,
    MIN;

    /** Whether it takes any number of arguments, separated by commas. */
    public boolean takesSeveral() {
        return this == GCD || this == LCM || this == MAX || this == MIN;
    }

    /** Whether it is defined for whole numbers only. */
    public boolean ofWholeNumbers() {
        return this == FACTORIAL || this == BINOMIAL || this == GCD || this == LCM || this == MOD;
    }
}
