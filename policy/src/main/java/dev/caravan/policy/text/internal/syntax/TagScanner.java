package dev.caravan.policy.text.internal.syntax;

import dev.caravan.policy.text.internal.value.JinjaException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts one tag into tokens. */
final class TagScanner {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern DECIMAL =
            Pattern.compile("\\d+(?:_\\d+)*(?:\\.\\d+(?:_\\d+)*(?:[eE][+-]?\\d+)?|[eE][+-]?\\d+)");
    private static final Pattern INTEGER = Pattern.compile("\\d+(?:_\\d+)*");
    private static final Pattern STRING =
            Pattern.compile("'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"", Pattern.DOTALL);
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|==|!=|<=|>=|[-+*/%~<>=.:|,()\\[\\]{}]");

    private final String source;
    private final Matcher end;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** Open brackets; a tag cannot end inside them. */
    private int depth;

    TagScanner(String source, int from, Pattern endPattern) {
        this.source = source;
        at = from;
        end = endPattern.matcher(source);
    }

    List<Token> scan() {
        while (at < source.length()) {
            if (depth == 0 && end.region(at, source.length()).lookingAt()) {
                return tokens;
            }
            token();
        }
        throw new JinjaException("a tag is not closed");
    }

    /** What closed the tag. */
    Matcher end() {
        return end;
    }

    private void token() {
        if (match(SPACE) != null) {
            return;
        }
        String text;
        if ((text = match(NAME)) != null) {
            tokens.add(new Token(Token.Kind.NAME, text));
        } else if ((text = match(DECIMAL)) != null) {
            tokens.add(new Token(Token.Kind.DECIMAL, text.replace("_", "")));
        } else if ((text = match(INTEGER)) != null) {
            tokens.add(new Token(Token.Kind.INTEGER, text.replace("_", "")));
        } else if ((text = match(STRING)) != null) {
            tokens.add(new Token(Token.Kind.STRING, unescape(text.substring(1, text.length() - 1))));
        } else if ((text = match(OPERATOR)) != null) {
            depth += "([{".contains(text) ? 1 : ")]}".contains(text) ? -1 : 0;
            if (depth < 0) {
                throw new JinjaException("unexpected '" + text + "'");
            }
            tokens.add(new Token(Token.Kind.OPERATOR, text));
        } else {
            throw new JinjaException("unexpected character '" + source.charAt(at) + "'");
        }
    }

    private @Nullable String match(Pattern pattern) {
        Matcher matcher = pattern.matcher(source).region(at, source.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher.group();
    }

    /** Python's escapes; an unknown one stays as it is. */
    private static String unescape(String body) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c != '\\' || i + 1 == body.length()) {
                out.append(c);
                continue;
            }
            char escape = body.charAt(++i);
            switch (escape) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case '\\', '\'', '"' -> out.append(escape);
                case '\n' -> out.append("");
                case 'x', 'u', 'U' -> {
                    int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : 8;
                    out.appendCodePoint(codePoint(body, i + 1, digits));
                    i += digits;
                }
                default -> out.append('\\').append(escape);
            }
        }
        return out.toString();
    }

    private static int codePoint(String body, int from, int digits) {
        try {
            int point = Integer.parseInt(body, from, from + digits, 16);
            if (Character.isValidCodePoint(point)) {
                return point;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new JinjaException("bad escape in string '" + body + "'");
        }
        throw new JinjaException("bad escape in string '" + body + "'");
    }
}
