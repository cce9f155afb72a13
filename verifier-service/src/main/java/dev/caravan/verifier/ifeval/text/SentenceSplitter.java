package dev.caravan.verifier.ifeval.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sentences as NLTK's Punkt tokenizer finds them (Kiss and Strunk: Unsupervised Multilingual Sentence Boundary Detection, Computational
 * Linguistics 32, 2006; the behaviour is that of NLTK 3.9.1): every {@code .}, {@code ?} and {@code !} that white space or punctuation
 * follows is a candidate, decided by {@link PunktContext} on the words around it alone.
 */
public final class SentenceSplitter {

    private final PunktModel model;

    SentenceSplitter(PunktModel model) {
        this.model = model;
    }

    /** Where a candidate is, where what follows it starts if white space is between, -1 if not, and the words around it. */
    private record Candidate(int at, int next, int afterEnd) {}

    private record Span(int start, int end) {}

    /** The sentences in order, without the white space between them. */
    public List<String> split(String text) {
        List<Span> spans = slices(text);
        List<String> sentences = new ArrayList<>(spans.size());
        int realign = 0;
        for (int i = 0; i < spans.size(); i++) {
            int start = spans.get(i).start() + realign;
            int end = spans.get(i).end();
            if (i + 1 < spans.size()) {
                Span next = spans.get(i + 1);
                int closers = closers(text, next);
                if (closers > 0) {
                    sentences.add(slice(text, start, next.start() + closers));
                    realign = closers + spaces(text, next.start() + closers, next.end());
                    continue;
                }
                realign = 0;
            }
            if (start < end) {
                sentences.add(text.substring(start, end));
            }
        }
        return sentences;
    }

    public int count(String text) {
        return split(text).size();
    }

    private static String slice(String text, int start, int end) {
        return start < end ? text.substring(start, end) : "";
    }

    /** Closing quotes and brackets at the start of a sentence that belong to the one before; 0 if something else follows them directly. */
    private static int closers(String text, Span sentence) {
        int at = sentence.start();
        while (at < sentence.end() && "\"')]}".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        boolean apart = at >= sentence.end()
                || PythonText.isSpace(text.charAt(at))
                || (text.startsWith("--", at) && at + 2 <= sentence.end());
        return apart ? at - sentence.start() : 0;
    }

    private static int spaces(String text, int from, int end) {
        int at = from;
        while (at < end && PythonText.isSpace(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    private List<Span> slices(String text) {
        List<Span> spans = new ArrayList<>();
        int lastBreak = 0;
        int previousStart = 0;
        int previousEnd = 0;
        Candidate previous = null;
        for (Candidate candidate = next(text, 0); candidate != null; candidate = next(text, candidate.at() + 1)) {
            int start = wordStart(text, previousStart, previousEnd, candidate.at());
            if (previous != null && previousEnd <= start) {
                lastBreak = decide(text, previousStart, previous, lastBreak, spans);
            }
            previous = candidate;
            previousStart = start;
            previousEnd = candidate.at();
        }
        if (previous != null) {
            lastBreak = decide(text, previousStart, previous, lastBreak, spans);
        }
        spans.add(new Span(lastBreak, PythonText.rstripped(text)));
        return spans;
    }

    private int decide(String text, int wordStart, Candidate candidate, int lastBreak, List<Span> spans) {
        if (!new PunktContext(model, text.substring(wordStart, candidate.afterEnd())).hasBreak()) {
            return lastBreak;
        }
        spans.add(new Span(lastBreak, candidate.at() + 1));
        return candidate.next() >= 0 ? candidate.next() : candidate.at() + 1;
    }

    /** Where the word that ends in a candidate starts; the reference looks back for ASCII white space only, and not at the first place. */
    private static int wordStart(String text, int previousStart, int previousEnd, int candidate) {
        for (int i = candidate - 1; i > previousEnd; i--) {
            char c = text.charAt(i);
            if (c == ' ' || (c >= 9 && c <= 13)) {
                return i + 1;
            }
        }
        return previousStart;
    }

    private static @Nullable Candidate next(String text, int from) {
        for (int i = from; i + 1 < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && c != '?' && c != '!') {
                continue;
            }
            if (PunktContext.isNonWord(text.charAt(i + 1))) {
                return new Candidate(i, -1, i + 2);
            }
            int word = i + 1 + spaces(text, i + 1, text.length());
            if (word > i + 1 && word < text.length()) {
                int end = word;
                while (end < text.length() && !PythonText.isSpace(text.charAt(end))) {
                    end++;
                }
                return new Candidate(i, word, end);
            }
        }
        return null;
    }
}
