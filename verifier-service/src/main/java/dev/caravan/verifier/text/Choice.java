package dev.caravan.verifier.text;

/** What a completion says about which choice is right. */
sealed interface Choice {

    /** It settles on one, a letter in upper case. */
    record Of(char letter) implements Choice {}

    /** It settles on none, or on several. */
    record None(String reason) implements Choice {}
}
