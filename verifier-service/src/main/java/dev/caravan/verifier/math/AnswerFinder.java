package dev.caravan.verifier.math;

import dev.caravan.verifier.math.compare.Choice;
import dev.caravan.verifier.math.notation.Notation;
import dev.caravan.verifier.math.number.Cursor;
import dev.caravan.verifier.math.tree.Form;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one answer of a completion. In this order, the first form that occurs at all decides, and its last occurrence
 * counts; no other candidate is tried, whatever the ground truth, so that offering several earns nothing:
 *
 * <ol>
 *   <li>{@code \boxed{…}};
 *   <li>{@code #### …} to the end of the line;
 *   <li>{@code answer is …}, {@code answer: …};
 *   <li>the last mathematics between dollars or {@code \( \)}, {@code \[ \]}; where a number is looked for, only if no number stands
 *       behind it;
 *   <li>the last number; where words are looked for, the last line.
 * </ol>
 *
 * The second and third count only where something that looks like an answer of the kind follows; {@code #### Step 2} is a heading.
 * Of a text with {@code </think>} only what follows it is looked at.
 */
final class AnswerFinder {

    private static final String THINK_END = "</think>";
    private static final String LINE_MARK = "####";
    private static final String PHRASE = "answer";
    private static final String OPTION = "option";
    private static final int MAX_VARIABLE = 12;
    private static final int MAX_LINE = 1_000;
    private static final int MAX_TRIES = 16;
    private static final List<String> REASONS =
            List.of(" because", " since ", " which ", " where ", " when ", " as ", ", so ");

    private final String text;
    private final int from;
    private final Reference.Kind kind;

    AnswerFinder(String completion, Reference.Kind kind) {
        int think = completion.lastIndexOf(THINK_END);
        this.text = completion;
        this.from = think < 0 ? 0 : think + THINK_END.length();
        this.kind = kind;
    }

    /** The answer; null if there is none. */
    @Nullable
    Answer find() {
        Answer marked = marked();
        if (marked != null) {
            return marked;
        }
        if (kind == Reference.Kind.WORDS || kind == Reference.Kind.CHOICE) {
            return lastLine();
        }
        LastMath.Span math = LastMath.find(text, from);
        Answer number = LastNumber.find(text, math == null ? from : math.to());
        boolean later = number != null && (kind == Reference.Kind.NUMBER || math == null);
        if (math != null && !later && LastNumber.isDenied(text, from, math.start())) {
            return new Answer(text.substring(math.start(), math.end()), new Reading.Fragment(), false);
        }
        return math == null || later
                ? number
                : read(text.substring(math.start(), math.end()), math.to() == text.length());
    }

    /** The answer if it is marked as one; null if not. */
    @Nullable
    Answer marked() {
        Answer answer = boxed();
        if (answer == null) {
            answer = line();
        }
        return answer == null ? phrase() : answer;
    }

    private static Answer read(String answer, boolean atEnd) {
        return new Answer(answer, AnswerReader.readWhole(answer), atEnd);
    }

    private @Nullable Answer boxed() {
        List<String> boxes = Boxes.last(text, from);
        if (boxes == null) {
            return null;
        }
        Reading reading = AnswerReader.readWhole(boxes.get(0));
        for (String box : boxes.subList(1, boxes.size())) {
            if (!AnswerReader.readWhole(box).equals(reading)) {
                reading = new Reading.Several();
            }
        }
        return new Answer(String.join(", ", new LinkedHashSet<>(boxes)), reading, false);
    }

    private @Nullable Answer line() {
        int lineEnd = text.length();
        int tries = 0;
        for (int at = text.length() - 1; at >= from; at--) {
            if (text.charAt(at) == '\n') {
                lineEnd = at;
            } else if (text.charAt(at) == '#' && text.startsWith(LINE_MARK, at)) {
                int start = at + LINE_MARK.length();
                if (numberFollows(new Cursor(text, start, lineEnd))) {
                    return read(text.substring(start, lineEnd).strip(), lineEnd == text.length());
                }
                if (++tries <= MAX_TRIES && lineEnd - start <= MAX_LINE) {
                    String line = text.substring(start, lineEnd).strip();
                    if (isAnswer(line)) {
                        return read(line, lineEnd == text.length());
                    }
                }
            }
        }
        return null;
    }

    private @Nullable Answer phrase() {
        int lineEnd = text.length();
        int tries = 0;
        for (int at = text.length() - 1; at >= from; at--) {
            if (text.charAt(at) == '\n') {
                lineEnd = at;
                continue;
            }
            int phrase = phraseAt(at);
            if (phrase > 0) {
                Cursor in = new Cursor(text, at + phrase, lineEnd);
                in.skipNoise();
                if (!in.accept("is") && !in.accept(':') && !in.accept('=')) {
                    continue;
                }
                skipMarkup(in);
                in.accept(':');
                skipMarkup(in);
                int start = in.position();
                boolean number = numberFollows(in);
                if (number || ++tries <= MAX_TRIES) {
                    Answer answer = sentence(start, lineEnd, number);
                    if (answer != null) {
                        return answer;
                    }
                }
            }
        }
        return null;
    }

    /** Length of the words at the index behind which an answer is named; 0 if there are none. */
    private int phraseAt(int at) {
        if (text.regionMatches(true, at, PHRASE, 0, PHRASE.length())) {
            return PHRASE.length();
        }
        boolean option = kind == Reference.Kind.CHOICE && text.regionMatches(true, at, OPTION, 0, OPTION.length());
        return option ? OPTION.length() : 0;
    }

    private @Nullable Answer sentence(int start, int lineEnd, boolean number) {
        int stop = text.indexOf(". ", start);
        int end = stop < 0 ? lineEnd : Math.min(stop, lineEnd);
        String sentence = text.substring(start, end).strip();
        boolean atEnd = end == text.length();
        if (number && kind != Reference.Kind.WORDS) {
            Reading reading = AnswerReader.readStart(sentence);
            if (!(reading instanceof Reading.Unreadable)) {
                return new Answer(sentence, reading, atEnd);
            }
        }
        String answer = sentence.length() <= MAX_LINE ? startingAnswer(sentence) : null;
        if (answer == null) {
            return number ? new Answer(sentence, new Reading.Unreadable(), atEnd) : null;
        }
        return read(answer, atEnd);
    }

    /** White space and emphasis, but not dollars: they tell where mathematics starts. */
    private static void skipMarkup(Cursor in) {
        do {
            in.skipSpaces();
        } while (in.accept('*') || in.accept('_'));
    }

    /** The part of a sentence's rest that is an answer; null if there is none. */
    private @Nullable String startingAnswer(String sentence) {
        if (isAnswer(sentence)) {
            return sentence;
        }
        LastMath.Span first = LastMath.starting(sentence);
        if (first != null) {
            String behind = sentence.substring(first.to()).strip();
            boolean more = behind.startsWith("or ") || behind.startsWith("and ");
            return more ? sentence : sentence.substring(first.start(), first.end());
        }
        for (String reason : REASONS) {
            int cut = sentence.indexOf(reason);
            if (cut > 0 && isAnswer(sentence.substring(0, cut))) {
                return sentence.substring(0, cut);
            }
        }
        return null;
    }

    private boolean isAnswer(String candidate) {
        return switch (kind) {
            case NUMBER, MATHEMATICS, OTHER ->
                Notation.read(candidate)
                        .filter(form -> !(form instanceof Form.Words))
                        .isPresent();
            case CHOICE -> Choice.leading(candidate) != null;
            case WORDS -> Notation.words(candidate).isPresent();
        };
    }

    private @Nullable Answer lastLine() {
        int end = text.length();
        while (end > from && Cursor.isSpace(text.charAt(end - 1))) {
            end--;
        }
        int start = Math.max(from, text.lastIndexOf('\n', Math.max(0, end - 1)) + 1);
        return end - start < 1 || end - start > MAX_LINE
                ? null
                : new Answer(text.substring(start, end).strip(), new Reading.Unreadable(), end == text.length());
    }

    /** Whether a number, or a variable and a number, may start behind the mark. */
    private static boolean numberFollows(Cursor in) {
        in.skipNoise();
        int variable = in.position();
        while (Character.isLetter(in.peek()) && in.position() - variable < MAX_VARIABLE) {
            in.advance(1);
        }
        if (in.position() > variable) {
            in.skipNoise();
            if (!in.accept('=')) {
                return false;
            }
            in.skipNoise();
        }
        return new NumberReader(in).mayStart();
    }
}
