package dev.caravan.verifier.math.token;

import dev.caravan.verifier.math.number.Cursor;
import dev.caravan.verifier.math.number.LiteralReader;
import dev.caravan.verifier.math.number.Quantity;
import dev.caravan.verifier.math.token.Token.Kind;
import dev.caravan.verifier.math.tree.Rational;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cuts an answer into tokens, in one pass. LaTeX and plain notation may be mixed. */
public final class Lexer {

    private static final int MAX_TOKENS = 1_200;
    private static final int MAX_REPEATING = 40;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
    private static final String SINGLE_MARKS = "()[]{}+-*/^_=<>,;:|!%&";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final Arguments arguments = new Arguments();
    private int at;
    private int brackets;
    private boolean gap;

    private Lexer(String text) {
        this.text = text;
    }

    /**
     * The pieces of a text.
     *
     * @throws UnreadableException if there are signs in it that are not known, or too many
     */
    public static List<Token> tokens(String text) throws UnreadableException {
        Lexer lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
            if (lexer.tokens.size() > MAX_TOKENS) {
                throw new UnreadableException("more than " + MAX_TOKENS + " signs");
            }
        }
        return lexer.tokens;
    }

    private void next() throws UnreadableException {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == '~'
                || c == '$'
                || c == '`'
                || c == '\u200b') {
            at++;
            gap = true;
        } else if (c == '\\') {
            command();
        } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            number();
        } else if (isLetter(c)) {
            letters();
        } else if (SUPERSCRIPTS.indexOf(c) >= 0 || c == '⁻' || c == '⁺') {
            superscript();
        } else if (SUBSCRIPTS.indexOf(c) >= 0) {
            mark("_");
            scriptNumber(SUBSCRIPTS);
        } else if (c == '¼' || c == '½' || c == '¾' || (c >= '⅐' && c <= '⅞')) {
            vulgarFraction(c);
        } else {
            sign(c);
        }
    }

    private void sign(char c) throws UnreadableException {
        String ascii = Vocabulary.ascii(c);
        if (ascii != null && ascii.charAt(0) == '\\') {
            at++;
            named(ascii.substring(1));
        } else if (ascii != null && !ascii.equals("'")) {
            at++;
            mark(ascii);
        } else if (text.startsWith("...", at)) {
            at += 3;
            mark("…");
        } else if (c == '¢') {
            at++;
            add(Kind.WORD, "cents", null, 0);
        } else if (text.startsWith("**", at) || text.startsWith("==", at)) {
            at += 2;
            mark(c == '*' ? "^" : "=");
        } else if (text.startsWith("<=", at) || text.startsWith(">=", at) || text.startsWith("!=", at)) {
            mark(text.substring(at, at + 2));
            at += 2;
        } else if (c == '^' && degreeAt(at + 1) > 0) {
            at = degreeAt(at + 1);
            mark("°");
        } else if (SINGLE_MARKS.indexOf(c) >= 0) {
            at++;
            mark(String.valueOf(c));
        } else if (c == '.' || c == '"' || c == '\'' || c == '?' || ascii != null) {
            if (c == '.' && at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1)) && !inWord()) {
                throw new UnreadableException("a full stop within");
            }
            at++;
            gap = true;
        } else {
            throw new UnreadableException("the character '" + c + "'");
        }
    }

    private boolean inWord() {
        return (!tokens.isEmpty() && tokens.get(tokens.size() - 1).kind() == Kind.WORD)
                || "})$".indexOf(text.charAt(at + 1)) >= 0;
    }

    /** Index behind a degree sign written as an exponent at {@code from}; 0 if there is none. */
    private int degreeAt(int from) {
        for (String degree : new String[] {"\\circ", "{\\circ}", "{\\degree}", "\\degree", "°", "{°}", "{ \\circ }"}) {
            if (text.startsWith(degree, from)) {
                return from + degree.length();
            }
        }
        return 0;
    }

    private void command() throws UnreadableException {
        int nameFrom = at + 1;
        int end = nameFrom;
        while (end < text.length() && isAsciiLetter(text.charAt(end))) {
            end++;
        }
        if (end > nameFrom) {
            at = end;
            named(text.substring(nameFrom, end));
            return;
        }
        char c = nameFrom < text.length() ? text.charAt(nameFrom) : ' ';
        at = Math.min(text.length(), at + 2);
        switch (c) {
            case '{', '}' -> mark("\\" + c);
            case '%' -> mark("%");
            case '\\' -> mark("\\\\");
            case '|' -> mark("|");
            default -> gap = true;
        }
    }

    private void named(String name) throws UnreadableException {
        if (Vocabulary.NOISE.contains(name)) {
            boolean sided = name.equals("left") || name.equals("right") || name.equals("middle");
            if (sided && at < text.length() && text.charAt(at) == '.') {
                at++;
            }
            gap = true;
        } else if (Vocabulary.TEXT.contains(name)) {
            words(group());
        } else if (Vocabulary.FRACTIONS.contains(name)) {
            mark("frac");
            arguments.expect(2);
        } else if (name.equals("sqrt") || name.equals("cbrt")) {
            add(Kind.FUNCTION, name, null, 0);
            arguments.expect(1);
        } else if (Vocabulary.FUNCTIONS.containsKey(name)) {
            add(Kind.FUNCTION, name, null, 0);
            if (name.endsWith("binom")) {
                arguments.expect(2);
            }
        } else if (Vocabulary.CONSTANTS.containsKey(name)) {
            add(Kind.CONSTANT, name, null, 0);
        } else if (Vocabulary.LETTERS.contains(name)) {
            add(Kind.SYMBOL, "\\" + name, null, 0);
        } else if (Vocabulary.MARKS.containsKey(name)) {
            mark(String.valueOf(Vocabulary.MARKS.get(name)));
        } else if (Vocabulary.INVISIBLE.contains(name)) {
            if (at < text.length() && text.charAt(at) == '{') {
                group();
            } else {
                skipOne();
            }
            gap = true;
        } else {
            rare(name);
        }
    }

    private void rare(String name) throws UnreadableException {
        if (name.equals("begin") || name.equals("end")) {
            mark(name + ":" + group());
        } else if (name.equals("mathbb")) {
            String set = group();
            if (!set.equals("R")) {
                throw new UnreadableException("\\mathbb{" + set + "}");
            }
            mark("reals");
        } else if (name.equals("pmod")) {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            modulus(at < text.length() && text.charAt(at) == '{' ? group() : next(1));
        } else if (name.equals("reals") || name.equals("R")) {
            mark("reals");
        } else if (Vocabulary.LOOK.contains(name)) {
            if ((name.equals("overline") || name.equals("bar")) && repeatingDecimals()) {
                return;
            }
            boolean bold = name.equals("mathbf") && at + 2 < text.length() && text.startsWith("}", at + 2);
            if (bold && isAsciiLetter(text.charAt(at + 1))) {
                add(Kind.SYMBOL, "\\mathbf{" + text.charAt(at + 1) + "}", null, 0);
                at += 3;
            }
        } else {
            throw new UnreadableException("the command '\\" + name + "'");
        }
    }

    /** {@code 0.1\overline{6}}: the digits under the bar repeat for ever. */
    private boolean repeatingDecimals() throws UnreadableException {
        Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        if (last == null || last.value() == null || gap || last.text().indexOf('.') < 0) {
            return false;
        }
        String repeating = group();
        if (repeating.isEmpty()
                || repeating.length() > MAX_REPEATING
                || !repeating.chars().allMatch(c -> isDigit((char) c))) {
            throw new UnreadableException("a bar over '" + repeating + "'");
        }
        BigInteger nines = BigInteger.TEN.pow(repeating.length()).subtract(BigInteger.ONE);
        Rational tail = new Rational(new BigInteger(repeating), nines.multiply(BigInteger.TEN.pow(last.decimals())));
        tokens.set(
                tokens.size() - 1,
                new Token(Kind.NUMBER, last.text() + repeating, last.value().plus(tail), 0, last.gap()));
        return true;
    }

    /** What stands behind a number that is one of many: 2 modulo 5. It is like a unit. */
    private void modulus(String modulus) {
        add(Kind.WORD, Vocabulary.MODULO + modulus.strip(), null, 0);
    }

    /** The next so many characters, which are read. */
    private String next(int count) {
        int from = at;
        at = Math.min(text.length(), at + count);
        return text.substring(from, at);
    }

    private void skipOne() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        at = Math.min(text.length(), at + 1);
    }

    /** The text in the curly brackets at the cursor, which moves behind them. */
    private String group() throws UnreadableException {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                String inside = text.substring(at + 1, i);
                at = i + 1;
                return inside;
            }
            if (depth == 0) {
                break;
            }
        }
        throw new UnreadableException("a command without its argument");
    }

    private void words(String inside) throws UnreadableException {
        String name = inside.strip();
        if (Vocabulary.FUNCTIONS.containsKey(name) && !Vocabulary.UNITS.contains(name)) {
            add(Kind.FUNCTION, name, null, 0);
        } else if (Vocabulary.CONSTANTS.containsKey(name)) {
            add(Kind.CONSTANT, name, null, 0);
        } else {
            WordReader.read(inside, tokens);
            gap = true;
        }
    }

    private void number() throws UnreadableException {
        if ((arguments.next() || isLimit()) && isDigit(text.charAt(at))) {
            String digit = text.substring(at, at + 1);
            add(Kind.NUMBER, digit, Rational.of(new BigInteger(digit)), 0);
            at++;
            return;
        }
        Cursor in = new Cursor(text, at, text.length());
        Quantity number = new LiteralReader(in, brackets == 0).literal();
        if (number == null) {
            throw new UnreadableException("a number beyond the bounds");
        }
        boolean point = text.startsWith(".\\overline{", in.position()) || text.startsWith(".\\bar{", in.position());
        int end = in.position() + (point ? 1 : 0);
        add(Kind.NUMBER, text.substring(at, end), number.value(), number.decimals());
        at = end;
    }

    /** Whether a limit of an integral is read: without braces it is one digit, so that {@code \int_0^12x} goes to 1. */
    private boolean isLimit() {
        int last = tokens.size() - 1;
        return last > 0
                && ((tokens.get(last).is("_") && tokens.get(last - 1).is("int"))
                        || (tokens.get(last).is("^")
                                && last > 2
                                && tokens.get(last - 3).is("int")));
    }

    private void letters() {
        int end = at;
        while (end < text.length() && isLetter(text.charAt(end))) {
            end++;
        }
        if (arguments.next()) {
            end = at + 1;
        }
        String run = text.substring(at, end);
        at = end;
        String lower = run.toLowerCase(Locale.ROOT);
        Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        if (lower.equals("or") || lower.equals("and")) {
            mark(lower);
        } else if (run.equals("mod") && last != null && last.is("(") && text.indexOf(')', at) > 0) {
            tokens.remove(tokens.size() - 1);
            brackets--;
            modulus(next(text.indexOf(')', at) - at));
            at++;
        } else if (run.equals("mod") && last != null) {
            mark("mod");
        } else if (last != null && last.is("°") && (run.equals("C") || run.equals("F"))) {
            add(Kind.WORD, run, null, 0);
        } else if (run.equals("cbrt")
                || (Vocabulary.FUNCTIONS.containsKey(run) && !(run.equals("min") && isNumber(last)))) {
            add(Kind.FUNCTION, run, null, 0);
        } else if (Vocabulary.CONSTANTS.containsKey(run)) {
            add(Kind.CONSTANT, run, null, 0);
        } else if (Vocabulary.LETTERS.contains(run)) {
            add(Kind.SYMBOL, "\\" + run, null, 0);
        } else if (run.equals("in") && last != null && last.kind() == Kind.SYMBOL) {
            mark("in");
        } else if (run.equals("U") && last != null && (last.is(")") || last.is("]"))) {
            mark("union");
        } else if (run.length() == 1) {
            add(Kind.SYMBOL, run, null, 0);
        } else if ((Vocabulary.UNITS.contains(run) && isNumber(last)) || Vocabulary.isWord(run)) {
            boolean name = run.equals(run.toUpperCase(Locale.ROOT));
            add(name ? Kind.SYMBOL : Kind.WORD, run, null, 0);
        } else if (run.equals(run.toUpperCase(Locale.ROOT))) {
            add(Kind.SYMBOL, run, null, 0);
        } else {
            product(run);
        }
    }

    private void product(String run) {
        for (int i = 0; i < run.length(); i++) {
            String letter = run.substring(i, i + 1);
            add(Vocabulary.CONSTANTS.containsKey(letter) ? Kind.CONSTANT : Kind.SYMBOL, letter, null, 0);
        }
    }

    private static boolean isNumber(@Nullable Token token) {
        return token != null && (token.kind() == Kind.NUMBER || token.is("}") || token.is(")"));
    }

    private void superscript() throws UnreadableException {
        mark("^");
        mark("{");
        if (text.charAt(at) == '⁻') {
            at++;
            mark("-");
        } else if (text.charAt(at) == '⁺') {
            at++;
        }
        scriptNumber(SUPERSCRIPTS);
        mark("}");
    }

    private void scriptNumber(String script) throws UnreadableException {
        StringBuilder number = new StringBuilder();
        while (at < text.length() && script.indexOf(text.charAt(at)) >= 0) {
            number.append(script.indexOf(text.charAt(at++)));
        }
        if (number.isEmpty() || number.length() > 9) {
            throw new UnreadableException("a small number without digits");
        }
        add(Kind.NUMBER, number.toString(), Rational.of(new BigInteger(number.toString())), 0);
    }

    private void vulgarFraction(char c) throws UnreadableException {
        String[] parts =
                Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC).split("\u2044", -1);
        if (parts.length != 2 || parts[1].isEmpty()) {
            throw new UnreadableException("the character '" + c + "'");
        }
        at++;
        add(Kind.NUMBER, "½", new Rational(new BigInteger(parts[0]), new BigInteger(parts[1])), 0);
    }

    private void mark(String mark) {
        add(Kind.MARK, mark, null, 0);
    }

    private void add(Kind kind, String content, @Nullable Rational value, int decimals) {
        tokens.add(new Token(kind, content, value, decimals, gap));
        gap = false;
        switch (content) {
            case "(", "[", "\\{", "⟨" -> brackets++;
            case ")", "]", "\\}", "⟩" -> brackets = Math.max(0, brackets - 1);
            default -> {}
        }
        if (content.equals("{")) {
            arguments.open();
        } else if (content.equals("}")) {
            arguments.close();
        } else if (content.equals("[") || content.equals("]")) {
            arguments.bracket(content.equals("["));
        } else if (kind != Kind.MARK && kind != Kind.FUNCTION) {
            arguments.filled();
        }
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) && Vocabulary.ascii(c) == null && c != 'º' && c != 'ª';
    }
}
