package dev.caravan.verifier.math.notation;

import dev.caravan.verifier.math.token.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tokens cut at marks that stand outside all brackets. */
record Split(List<List<Token>> parts, List<String> marks) {

    private static final Set<String> OPENING = Set.of("(", "[", "{", "\\{", "⟨", "⌊", "⌈");
    private static final Set<String> CLOSING = Set.of(")", "]", "}", "\\}", "⟩", "⌋", "⌉");

    static Split at(List<Token> tokens, Set<String> marks) {
        List<List<Token>> parts = new ArrayList<>();
        List<String> found = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() != Token.Kind.MARK) {
                continue;
            }
            if (opens(token)) {
                depth++;
            } else if (closes(token)) {
                depth--;
            } else if (depth == 0 && marks.contains(token.text())) {
                parts.add(tokens.subList(from, i));
                found.add(token.text());
                from = i + 1;
            }
        }
        parts.add(tokens.subList(from, tokens.size()));
        return new Split(parts, found);
    }

    /** Whether the first token opens a bracket that the last one closes, whatever their shapes. */
    static boolean enclosed(List<Token> tokens) {
        if (tokens.size() < 2 || !opens(tokens.get(0))) {
            return false;
        }
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += depth(token);
            if (depth == 0) {
                return i == tokens.size() - 1;
            }
        }
        return false;
    }

    /** 1 of a token that opens a bracket, -1 of one that closes it, 0 of all others. */
    static int depth(Token token) {
        return opens(token) ? 1 : closes(token) ? -1 : 0;
    }

    private static boolean opens(Token token) {
        return token.kind() == Token.Kind.MARK
                && (OPENING.contains(token.text()) || token.text().startsWith("begin:"));
    }

    private static boolean closes(Token token) {
        return token.kind() == Token.Kind.MARK
                && (CLOSING.contains(token.text()) || token.text().startsWith("end:"));
    }
}
