package dev.caravan.verifier.text;

import java.util.Locale;
import java.util.Optional;

/** The part of a completion that a verifier looks at; found by searching for fixed strings, in linear time. */
public enum Part {
    /** Everything. */
    ALL {
        @Override
        public Optional<String> of(String completion) {
            return Optional.of(completion);
        }
    },

    /** The last line that is not blank. */
    LAST_LINE {
        @Override
        public Optional<String> of(String completion) {
            String text = completion.strip();
            return Optional.of(text.substring(text.lastIndexOf('\n') + 1));
        }
    },

    /** What stands between the last {@code <answer>} and the {@code </answer>} behind it. */
    ANSWER {
        @Override
        public Optional<String> of(String completion) {
            return between(completion, "<answer>", "</answer>", completion.lastIndexOf("<answer>"));
        }
    },

    /** What stands between the first {@code <finish>} and the {@code </finish>} behind it, where search agents put their answer. */
    FINISH {
        @Override
        public Optional<String> of(String completion) {
            return between(completion, "<finish>", "</finish>", completion.indexOf("<finish>"));
        }
    },

    /** What follows the last {@code </think>}, or everything, without {@code <answer>} tags. */
    FINAL {
        @Override
        public Optional<String> of(String completion) {
            return Optional.of(afterThinking(completion)
                    .replace("<answer>", "")
                    .replace("</answer>", "")
                    .strip());
        }
    },

    /** What follows the last {@code The answer is:}, or everything. */
    STATED {
        @Override
        public Optional<String> of(String completion) {
            int at = completion.lastIndexOf(STATEMENT);
            return Optional.of(
                    at < 0
                            ? completion.strip()
                            : completion.substring(at + STATEMENT.length()).strip());
        }
    };

    private static final String STATEMENT = "The answer is: ";
    private static final String THOUGHT = "</think>";

    /** The part of this completion; empty where it has none. */
    public abstract Optional<String> of(String completion);

    /** As options name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What follows the last {@code </think>}, or everything. */
    static String afterThinking(String completion) {
        int at = completion.lastIndexOf(THOUGHT);
        return at < 0 ? completion : completion.substring(at + THOUGHT.length());
    }

    private static Optional<String> between(String text, String opening, String closing, int open) {
        int close = open < 0 ? -1 : text.indexOf(closing, open);
        return close < 0 ? Optional.empty() : Optional.of(text.substring(open + opening.length(), close));
    }
}
