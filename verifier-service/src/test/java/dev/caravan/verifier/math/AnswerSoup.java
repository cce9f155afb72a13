package dev.caravan.verifier.math;

import java.util.Random;

/** Random texts made of the pieces that answers are made of: well formed now and then, close to it often. */
final class AnswerSoup {

    private static final String[] MARKS = {
        "\\boxed{",
        "}",
        "{",
        "#### ",
        "####",
        "answer is ",
        "Final Answer: The final answer is ",
        "$",
        "$$",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "\n",
        "<think>",
        "</think>",
        ". I hope it is correct.",
        "So ",
        " because "
    };

    private static final String[] PIECES = {
        "\\frac{",
        "\\frac",
        "\\dfrac12",
        "\\sqrt",
        "\\sqrt{",
        "\\sqrt[3]{",
        "}{",
        "(",
        ")",
        "[",
        "]",
        "\\{",
        "\\}",
        "\\left(",
        "\\right)",
        "5",
        "7",
        "12",
        "1,234",
        "0.5",
        ".",
        ",",
        ";",
        ":",
        "-",
        "\u2212",
        "+",
        "*",
        "/",
        "^",
        "^{",
        "_",
        "_{2}",
        "e",
        "i",
        "x",
        "y",
        "n",
        "\\pi",
        "π",
        "\\infty",
        "E9",
        " ",
        "\\",
        "\\\\",
        "&",
        "\\$",
        "%",
        "\\%",
        " or ",
        " and ",
        "=",
        "<",
        "\\le",
        "\\ge",
        "\\ne",
        "\\in",
        "\\cup",
        "\\setminus",
        "\\mathbb{R}",
        "\\emptyset",
        "\\pm",
        "\\text{",
        "\\text{cm}",
        "\\text{ or }",
        "\\begin{pmatrix}",
        "\\end{pmatrix}",
        "½",
        "⁵",
        "²",
        "×",
        "√",
        "∞",
        "10",
        "\\times",
        "\\cdot",
        "million",
        "percent",
        "cm",
        "sin",
        "\\sin",
        "\\ln",
        "\\log_2",
        "\\tan^{-1}",
        "\\binom{",
        "!",
        "|",
        "\\lfloor",
        "\\rfloor",
        "^\\circ",
        "°",
        "9^{9^{9}}",
        "10^{-60}",
        "\\overline{3}",
        "\\phantom",
        "\\ldots",
        "A",
        "B",
        "Evelyn",
        "1011_2",
        "3:4",
        "**",
        "\0",
        "\ud835",
        "٣",
        "\\gcd(",
        "\\sum_{k=1}^{",
        "\\sum_{k=0}^{9}",
        "\\prod_{n=1}^{12}",
        "\\int_0^1",
        "\\int",
        "dx",
        "\\,dx",
        "\\lim_{x \\to 0}",
        "k",
        "\\begin{vmatrix}",
        "\\end{vmatrix}",
        "\\begin{cases}",
        "\\end{cases}",
        "\\bmod",
        "\\pmod{5}",
        "f(x)=",
        "+C",
        "^T",
        "hours",
        "15 minutes",
        "3:30 pm",
        "twenty-five",
        "\\text{ to }",
        "\\text{otherwise}",
        "[[1,2],[3,4]]",
        "1,2,\\ldots,10",
        "max("
    };

    private final Random random;

    AnswerSoup(long seed) {
        this.random = new Random(seed);
    }

    String answer() {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(random.nextInt(8) == 0 ? 60 : 12);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    String completion() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(MARKS[random.nextInt(MARKS.length)]).append(answer());
        }
        return text.append(random.nextBoolean() ? "}" : "").toString();
    }

    /** One character or stretch of the text dropped, doubled or moved. */
    String mutated(String text) {
        if (text.isEmpty()) {
            return answer();
        }
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + 1 + random.nextInt(4));
        String piece = text.substring(from, to);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, to) + piece.repeat(1 + random.nextInt(40)) + text.substring(to);
            case 2 -> text.substring(0, from) + PIECES[random.nextInt(PIECES.length)] + text.substring(from);
            default -> piece + text;
        };
    }
}
