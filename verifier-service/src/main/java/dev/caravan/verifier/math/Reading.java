package dev.caravan.verifier.math;

import dev.caravan.verifier.math.number.Quantity;

/** What an answer turned out to be. */
sealed interface Reading {

    /** One number. */
    record One(Quantity number) implements Reading {}

    /** Several numbers, offered side by side: an answer that commits to nothing. */
    record Several() implements Reading {}

    /** A number that is part of an expression in running text, where one cannot tell how far the expression goes. */
    record Fragment() implements Reading {}

    /** Not a number in a notation that is read here: an expression, a tuple, words, nothing at all. */
    record Unreadable() implements Reading {}
}
