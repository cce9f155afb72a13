package dev.caravan.verifier.format;

import dev.caravan.verifier.spi.Finish;
import dev.caravan.verifier.spi.Submission;

/** One demand on the shape of a completion; each is decided by searching for fixed strings, in linear time. */
enum Requirement {
    /** Starts with {@code <think>…</think>}, each tag once, something in it and something behind it. */
    THINK {
        @Override
        boolean isMetBy(Submission submission) {
            String text = submission.completion().strip();
            Section think = Section.of("think", text);
            return think.isWellFormed() && think.open() == 0 && think.end() < text.length();
        }
    },

    /** Ends with {@code <answer>…</answer>}, each tag once, something in it; directly behind {@code </think>} if there is one. */
    ANSWER {
        @Override
        boolean isMetBy(Submission submission) {
            String text = submission.completion().strip();
            Section answer = Section.of("answer", text);
            if (!answer.isWellFormed() || answer.end() != text.length()) {
                return false;
            }
            Section think = Section.of("think", text);
            return think.close() < 0
                    || (think.end() <= answer.open()
                            && text.substring(think.end(), answer.open()).isBlank());
        }
    },

    /** Has a {@code </think>} with nothing but white space between it and an {@code <answer>} that is closed: open-instruct's R1 format. */
    THINK_ANSWER {
        @Override
        boolean isMetBy(Submission submission) {
            String text = submission.completion();
            int close = text.lastIndexOf("</answer>");
            for (int think = text.indexOf(THOUGHT); think >= 0; think = text.indexOf(THOUGHT, think + 1)) {
                int open = text.indexOf("<answer>", think);
                if (open < 0 || open > close) {
                    return false;
                }
                int last = text.lastIndexOf(THOUGHT, open);
                if (text.substring(last + THOUGHT.length(), open).isBlank()) {
                    return true;
                }
                think = open;
            }
            return false;
        }
    },

    /** The last line is {@code #### …} with something behind the mark, and no other line is. */
    ANSWER_LINE {
        @Override
        boolean isMetBy(Submission submission) {
            String text = submission.completion().strip();
            int mark = text.lastIndexOf("####");
            return mark >= 0
                    && (mark == 0 || text.charAt(mark - 1) == '\n')
                    && text.indexOf('\n', mark) < 0
                    && !text.substring(mark + 4).isBlank()
                    && text.indexOf("####") == mark;
        }
    },

    /** Has exactly one box: {@code \boxed} and a brace. */
    BOXED {
        @Override
        boolean isMetBy(Submission submission) {
            String text = submission.completion();
            int first = text.indexOf("\\boxed{");
            return first >= 0 && text.lastIndexOf("\\boxed{") == first;
        }
    },

    /** Ended by its stop token, not by the length limit. */
    FINISHED {
        @Override
        boolean isMetBy(Submission submission) {
            return submission.finish() == Finish.STOP;
        }
    };

    private static final String THOUGHT = "</think>";

    abstract boolean isMetBy(Submission submission);

    /**
     * A tagged part of a text: where its first opening and its last closing tag start, -1 if absent, and where the closing tag
     * ends.
     */
    private record Section(int open, int close, int end, boolean isWellFormed) {

        static Section of(String tag, String text) {
            String opening = "<" + tag + ">";
            String closing = "</" + tag + ">";
            int open = text.indexOf(opening);
            int close = text.lastIndexOf(closing);
            boolean once =
                    open >= 0 && open == text.lastIndexOf(opening) && close > open && close == text.indexOf(closing);
            boolean filled =
                    once && !text.substring(open + opening.length(), close).isBlank();
            return new Section(open, close, close < 0 ? -1 : close + closing.length(), filled);
        }
    }
}
