package dev.caravan.verifier.ifeval.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Tokens as {@code nltk.word_tokenize} gives them (NLTK 3.9.1, after Robert MacIntyre's tokenizer for the Penn Treebank): sentence by
 * sentence, a fixed number of passes that put spaces around what is to stand alone. Each pass reads the text once, from the left, and what
 * a rule has taken is not looked at again in that pass.
 */
public final class WordTokenizer {

    private static final String[][] CONTRACTIONS = {
        {"can", "not"},
        {"d", "'ye"},
        {"gim", "me"},
        {"gon", "na"},
        {"got", "ta"},
        {"lem", "me"},
        {"more", "'n"},
        {"wan", "na"}
    };

    private static final String[] LONG_CLITICS = {"'ll", "'LL", "'re", "'RE", "'ve", "'VE", "n't", "N'T"};

    private final SentenceSplitter sentences;

    WordTokenizer(SentenceSplitter sentences) {
        this.sentences = sentences;
    }

    /** The tokens in order; double quotes come as <code>``</code> and {@code ''}. */
    public List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (String sentence : sentences.split(text)) {
            tokens.addAll(PythonText.split(spaced(sentence)));
        }
        return tokens;
    }

    private static String spaced(String sentence) {
        String text = padRuns(sentence, '`', 1);
        text = pad(text, c -> c == '«' || c == '“' || c == '‘' || c == '„');
        if (text.startsWith("\"")) {
            text = "``" + text.substring(1);
        }
        text = text.replace("``", " `` ");
        text = openingQuotes(text);
        text = loneLetters(text);
        text = finalPeriod(text, "])}>\"'»”’ ", true);
        text = colons(text);
        text = padRuns(text, '.', 2);
        text = pad(text, c -> ";@#$%&".indexOf(c) >= 0);
        text = finalPeriod(text, "])}>\"'", false);
        text = pad(text, c -> c == '?' || c == '!');
        text = closingApostrophes(text);
        text = pad(text, c -> "*[](){}<>".indexOf(c) >= 0);
        text = " " + text.replace("--", " -- ") + " ";
        text = pad(text, c -> c == '»' || c == '”' || c == '’');
        text = text.replace("''", " '' ").replace("\"", " '' ");
        text = String.join(" ", PythonText.split(text));
        text = clitics(" " + text + " ");
        for (String[] contraction : CONTRACTIONS) {
            text = contractions(text, contraction[0], contraction[1]);
        }
        return tis(tis(text, "is"), "was");
    }

    private static String pad(String text, IntPredicate alone) {
        StringBuilder padded = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (alone.test(c)) {
                padded.append(' ').append(c).append(' ');
            } else {
                padded.append(c);
            }
        }
        return padded.toString();
    }

    private static String padRuns(String text, char of, int least) {
        StringBuilder padded = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int end = i;
            while (end < text.length() && text.charAt(end) == of) {
                end++;
            }
            if (end - i >= least && end > i) {
                padded.append(' ').append(text, i, end).append(' ');
                i = end;
            } else {
                padded.append(text, i, Math.max(end, i + 1));
                i = Math.max(end, i + 1);
            }
        }
        return padded.toString();
    }

    /** A double quote, or two single ones, behind a space or an opening bracket. */
    private static String openingQuotes(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            out.append(text.charAt(i));
            if (" ([{<".indexOf(text.charAt(i)) >= 0) {
                int quote = text.startsWith("\"", i + 1) ? 1 : text.startsWith("''", i + 1) ? 2 : 0;
                if (quote > 0) {
                    out.append(" `` ");
                    i += quote;
                }
            }
        }
        return out.toString();
    }

    /** An apostrophe before a single letter that is no clitic. */
    private static String loneLetters(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            out.append(text.charAt(i));
            if (text.charAt(i) == '\'' && i + 1 < text.length()) {
                int c = text.codePointAt(i + 1);
                if (PythonText.isWord(c)
                        && "mtsdnMTSDN".indexOf(c) < 0
                        && PythonText.isBoundary(text, i + 1 + Character.charCount(c))) {
                    out.append(' ');
                }
            }
        }
        return out.toString();
    }

    /** The last period, if nothing but closing marks and white space follows it and no other period is before it. */
    private static String finalPeriod(String text, String closing, boolean apart) {
        int period = text.lastIndexOf('.');
        if (period < 1 || text.charAt(period - 1) == '.') {
            return text;
        }
        int end = period + 1;
        while (end < text.length() && closing.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        if (PythonText.rstripped(text) > end) {
            return text;
        }
        return text.substring(0, period) + " ." + (apart ? " " : "") + text.substring(period + 1, end) + " ";
    }

    /** Colons and commas that no digit follows. */
    private static String colons(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean last = i + 1 == text.length();
            if ((c == ':' || c == ',') && (last || !Character.isDigit(text.codePointAt(i + 1)))) {
                out.append(' ').append(c).append(' ');
                if (!last) {
                    out.append(text.charAt(i + 1));
                    i++;
                }
            } else {
                out.append(c);
            }
        }
        int end = out.length() - 1;
        if (end >= 0 && (out.charAt(end) == ':' || out.charAt(end) == ',')) {
            out.insert(end, ' ');
        }
        return out.toString();
    }

    private static String closingApostrophes(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            out.append(text.charAt(i));
            if (text.charAt(i) != '\'' && text.startsWith("' ", i + 1)) {
                out.append(" ' ");
                i += 2;
            }
        }
        return out.toString();
    }

    private static String clitics(String text) {
        return longClitics(shortClitics(text));
    }

    private static String shortClitics(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c);
            if (c != '\'' && c != ' ' && text.startsWith("'", i + 1)) {
                boolean letter =
                        i + 3 < text.length() && "sSmMdD".indexOf(text.charAt(i + 2)) >= 0 && text.charAt(i + 3) == ' ';
                if (letter || text.startsWith("' ", i + 1)) {
                    int end = i + (letter ? 3 : 2);
                    out.append(' ').append(text, i + 1, end).append(' ');
                    i = end;
                }
            }
        }
        return out.toString();
    }

    private static String longClitics(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c);
            if (c == '\'' || c == ' ') {
                continue;
            }
            for (String clitic : LONG_CLITICS) {
                if (text.startsWith(clitic, i + 1) && text.startsWith(" ", i + 1 + clitic.length())) {
                    out.append(' ').append(clitic).append(' ');
                    i += clitic.length() + 1;
                    break;
                }
            }
        }
        return out.toString();
    }

    private static String contractions(String text, String first, String second) {
        int length = first.length() + second.length();
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean found = text.regionMatches(true, i, first, 0, first.length())
                    && text.regionMatches(true, i + first.length(), second, 0, second.length())
                    && PythonText.isBoundary(text, i)
                    && endsAfter(text, i + length, first);
            if (found) {
                out.append(' ').append(text, i, i + first.length()).append(' ');
                out.append(text, i + first.length(), i + length).append(' ');
                i += length - 1;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    /** {@code wanna} must be followed by a space, the others by anything that ends a word. */
    private static boolean endsAfter(String text, int end, String first) {
        return first.equals("wan") ? text.startsWith(" ", end) : PythonText.isBoundary(text, end);
    }

    private static String tis(String text, String verb) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.regionMatches(true, i, " 't" + verb, 0, 3 + verb.length())
                    && PythonText.isBoundary(text, i + 3 + verb.length())) {
                out.append(' ').append(text, i + 1, i + 3).append(' ');
                out.append(text, i + 3, i + 3 + verb.length()).append(' ');
                i += 2 + verb.length();
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }
}
