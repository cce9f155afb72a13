package dev.caravan.policy.text.internal.syntax;

import java.util.List;

/**
 * A stretch of a template: text between tags, or one tag.
 *
 * @param kind what it is
 * @param text of DATA, whitespace control applied
 * @param tokens of a tag
 * @param line where it starts, from 1
 */
record Segment(Kind kind, String text, List<Token> tokens, int line) {

    enum Kind {
        DATA,
        PRINT,
        BLOCK
    }
}
