package dev.caravan.verifier.math;

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
 *   <li>the last number.
 * </ol>
 *
 * The second and third count only where something that looks like a number follows; {@code #### Step 2} is a heading. Of a
 * text with {@code </think>} only what follows it is looked at.
 */
final class AnswerFinder {

    private static final String THINK_END = "</think>";
    private static final String LINE_MARK = "####";
    private static final String PHRASE = "answer";
    private static final int MAX_VARIABLE = 12;

    private final String text;
    private final int from;

    AnswerFinder(String completion) {
        int think = completion.lastIndexOf(THINK_END);
        this.text = completion;
        this.from = think < 0 ? 0 : think + THINK_END.length();
    }

    /** The answer; null if there is none. */
    @Nullable
    Answer find() {
        Answer marked = marked();
        return marked == null ? LastNumber.find(text, from) : marked;
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
        return new Answer(String.join(", ", boxes), reading, false);
    }

    private @Nullable Answer line() {
        int lineEnd = text.length();
        for (int at = text.length() - 1; at >= from; at--) {
            if (text.charAt(at) == '\n') {
                lineEnd = at;
            } else if (text.charAt(at) == '#' && text.startsWith(LINE_MARK, at)) {
                Cursor in = new Cursor(text, at + LINE_MARK.length(), lineEnd);
                if (numberFollows(in)) {
                    String answer =
                            text.substring(at + LINE_MARK.length(), lineEnd).strip();
                    return new Answer(answer, AnswerReader.readWhole(answer), lineEnd == text.length());
                }
            }
        }
        return null;
    }

    private @Nullable Answer phrase() {
        int lineEnd = text.length();
        for (int at = text.length() - 1; at >= from; at--) {
            if (text.charAt(at) == '\n') {
                lineEnd = at;
            } else if (text.regionMatches(true, at, PHRASE, 0, PHRASE.length())) {
                Cursor in = new Cursor(text, at + PHRASE.length(), lineEnd);
                in.skipNoise();
                if (!in.accept("is") && !in.accept(':') && !in.accept('=')) {
                    continue;
                }
                in.skipNoise();
                in.accept(':');
                int start = in.position();
                if (numberFollows(in)) {
                    int stop = text.indexOf(". ", start);
                    int end = stop < 0 ? lineEnd : Math.min(stop, lineEnd);
                    String answer = text.substring(start, end).strip();
                    return new Answer(answer, AnswerReader.readStart(answer), end == text.length());
                }
            }
        }
        return null;
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
