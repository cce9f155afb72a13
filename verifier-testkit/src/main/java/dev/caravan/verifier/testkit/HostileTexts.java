package dev.caravan.verifier.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Texts that a policy in training, or an attacker, may write. */
final class HostileTexts {

    private static final int MEBIBYTE = 1 << 20;

    private HostileTexts() {}

    /** By what they are. */
    static Map<String, String> all() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("nothing", "");
        texts.put("white space", " \t\r\n\u00a0\u2003\u3000 ");
        texts.put("NUL and control characters", "\u0000\u0001\u0007\u001b[2J\u007f\u0085");
        texts.put("surrogates without their halves", "\ud83d answer \udc4d \udbff");
        texts.put("combining marks", "a" + "\u0301".repeat(5_000));
        texts.put("right to left and invisible", "\u202e24\u202c \u200b\u200d\ufeff\u2066 ٤٢ ४२ ４２");
        texts.put("characters beyond the first plane", "\ud835\udfd2\ud835\udfd0 \ud83d\udc69\u200d\ud83d\ude80");
        texts.put("1 MiB of one letter", "a".repeat(MEBIBYTE));
        texts.put("1 MiB of one digit", "9".repeat(MEBIBYTE));
        texts.put("1 MiB of white space", " ".repeat(MEBIBYTE));
        texts.put("1 MiB of lines", "\n".repeat(MEBIBYTE));
        texts.put("1 MiB of opening brackets", "{[(".repeat(MEBIBYTE / 3));
        texts.put("1 MiB of open boxes", "\\boxed{".repeat(MEBIBYTE / 7));
        texts.put("1 MiB of answer marks", "#### the answer is ".repeat(MEBIBYTE / 19));
        texts.put("100 kB of nested JSON", "[".repeat(50_000) + "]".repeat(50_000));
        texts.put("an open code fence", "```python\n" + "def f():\n".repeat(10_000));
        texts.put("what makes a backtracking expression hang", "(a+)+$ " + "aA1 ".repeat(50_000) + "!");
        texts.put("a power tower", "9^9^9^9^9^9 9**9**9**9 10^(10^(10^10)) 1e999999999");
        texts.put("all answers at once", allAnswers());
        return texts;
    }

    private static String allAnswers() {
        StringBuilder text = new StringBuilder("yes or no, true or false, A or B or C or D, ");
        for (int i = -100; i <= 10_000; i++) {
            text.append(i).append(" or ");
        }
        return text.append("\\boxed{0} \\boxed{1} \\boxed{2} #### 0 #### 1 #### 2")
                .toString();
    }
}
