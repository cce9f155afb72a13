package dev.caravan.verifier.ifeval.text;

import java.util.ArrayList;
import java.util.List;

/** The words around one candidate for the end of a sentence, and the decision; sections as in Kiss and Strunk (2006). */
final class PunktContext {

    private static final String NUMBER = "##number##";

    private final PunktModel model;
    private final List<Token> tokens = new ArrayList<>();

    PunktContext(PunktModel model, String text) {
        this.model = model;
        for (String line : PythonText.split(text, "\n")) {
            tokenize(line);
        }
    }

    /** Whether a sentence ends at a token that is not the last. */
    boolean hasBreak() {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (breaksAfter(tokens.get(i), tokens.get(i + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Characters that never are part of a word. */
    static boolean isNonWord(char c) {
        return ")\";}]*:@'({[?!".indexOf(c) >= 0;
    }

    /** Section 4.1 for one token and the one that follows it. */
    private boolean breaksAfter(Token token, Token next) {
        boolean breaks = token.breaks;
        if (!token.text.endsWith(".")) {
            return breaks;
        }
        String type = token.typeWithoutPeriod();
        String nextType = next.breaks ? next.typeWithoutPeriod() : next.type;
        if (model.isCollocation(type, nextType)) {
            return false;
        }
        boolean initial = token.isInitial();
        boolean nextUpper = Character.isUpperCase(next.text.codePointAt(0));
        if ((token.abbreviation || token.ellipsis)
                && !initial
                && (startsSentence(next, nextType) == Evidence.YES || (nextUpper && model.isStarter(nextType)))) {
            return true;
        }
        if (initial || type.equals(NUMBER)) {
            Evidence evidence = startsSentence(next, nextType);
            if (evidence == Evidence.NO
                    || (evidence == Evidence.UNKNOWN && initial && nextUpper && !model.isSeenInLowerCase(nextType))) {
                return false;
            }
        }
        return breaks;
    }

    private enum Evidence {
        YES,
        NO,
        UNKNOWN
    }

    /** Section 4.1.1, the orthographic heuristic. */
    private Evidence startsSentence(Token token, String type) {
        if (token.text.length() == 1 && ";:,.!?".contains(token.text)) {
            return Evidence.NO;
        }
        int first = token.text.codePointAt(0);
        if (Character.isUpperCase(first) && model.isCapitalisedOnlyAtStarts(type)) {
            return Evidence.YES;
        }
        if (Character.isLowerCase(first) && model.isNoStartInLowerCase(type)) {
            return Evidence.NO;
        }
        return Evidence.UNKNOWN;
    }

    private void tokenize(String line) {
        for (int i = 0; i < line.length(); ) {
            if (PythonText.isSpace(line.charAt(i))) {
                i++;
                continue;
            }
            int end = tokenEnd(line, i);
            tokens.add(new Token(line.substring(i, end)));
            i = end;
        }
    }

    private static int tokenEnd(String line, int start) {
        int mark = markEnd(line, start);
        if (mark > start) {
            return mark;
        }
        int end = start + Character.charCount(line.codePointAt(start));
        if ("(\"`{[:;&#*@)}]-,".indexOf(line.charAt(start)) >= 0) {
            return end;
        }
        while (end < line.length() && !endsWord(line, end)) {
            if (line.charAt(end) == ',' && (end + 1 == line.length() || endsWord(line, end + 1))) {
                break;
            }
            end++;
        }
        return end;
    }

    private static boolean endsWord(String line, int at) {
        char c = line.charAt(at);
        return PythonText.isSpace(c) || isNonWord(c) || markEnd(line, at) > at;
    }

    /** The end of a run of hyphens or dots, or of dots with one space between, that starts here; the start itself if none does. */
    private static int markEnd(String line, int start) {
        char c = line.charAt(start);
        if (c != '-' && c != '.') {
            return start;
        }
        int end = start;
        while (end < line.length() && line.charAt(end) == c) {
            end++;
        }
        if (end - start >= 2) {
            return end;
        }
        int dots = start;
        while (c == '.'
                && dots + 2 < line.length()
                && PythonText.isSpace(line.charAt(dots + 1))
                && line.charAt(dots + 2) == '.') {
            dots += 2;
        }
        return dots >= start + 4 ? dots + 1 : start;
    }

    /** A word with what its type alone says about it. */
    private final class Token {

        final String text;
        final String type;
        final boolean ellipsis;
        final boolean abbreviation;
        final boolean breaks;

        Token(String text) {
            this.text = text;
            String lower = PythonText.lower(text);
            type = isNumeric(lower) ? NUMBER : lower;
            boolean end = text.equals(".") || text.equals("?") || text.equals("!");
            ellipsis = !end && text.length() >= 2 && text.chars().allMatch(c -> c == '.');
            boolean period = !end && !ellipsis && text.endsWith(".") && !text.endsWith("..");
            abbreviation = period && isAbbreviation(PythonText.lower(text.substring(0, text.length() - 1)));
            breaks = end || (period && !abbreviation);
        }

        private boolean isAbbreviation(String word) {
            return model.isAbbreviation(word) || model.isAbbreviation(word.substring(word.lastIndexOf('-') + 1));
        }

        String typeWithoutPeriod() {
            return type.length() > 1 && type.endsWith(".") ? type.substring(0, type.length() - 1) : type;
        }

        /** A letter and a period. */
        boolean isInitial() {
            int first = text.codePointAt(0);
            return text.length() == Character.charCount(first) + 1
                    && text.endsWith(".")
                    && PythonText.isWord(first)
                    && !Character.isDigit(first);
        }

        private static boolean isNumeric(String word) {
            int at = word.startsWith("-") ? 1 : 0;
            if (at < word.length() && (word.charAt(at) == '.' || word.charAt(at) == ',')) {
                at++;
            }
            return at < word.length()
                    && Character.isDigit(word.codePointAt(at))
                    && word.codePoints()
                            .skip(at)
                            .allMatch(c -> Character.isDigit(c) || c == ',' || c == '.' || c == '-');
        }
    }
}
