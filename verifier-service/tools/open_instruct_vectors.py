"""Makes src/test/resources/math/open_instruct.tsv: what open-instruct's own functions say about completions of ours.

    git clone https://github.com/allenai/open-instruct
    pip install sympy antlr4-python3-runtime==4.11
    python verifier-service/tools/open_instruct_vectors.py open-instruct > verifier-service/src/test/resources/math/open_instruct.tsv
"""

import re
import sys

sys.path.insert(0, sys.argv[1])

from open_instruct import math_utils as reference  # noqa: E402

COMPLETIONS = [
    "#### 18", "It is 1,234.", "It is 1,2,3 or so", "It is -5", "It is -5.5", "a 3.50", "no number", "7.", "x = .5", "5 and +6.25", "1.2.3",
    "So \\boxed{5}", "So \\boxed{\\frac{1}{2}}", "\\boxed{\\frac12}", "\\boxed{0.5}", "\\boxed{\\dfrac{3}{4}}", "\\boxed 7$ and so on", "\\boxed{5} or \\boxed{6}",
    "\\fbox{5}", "\\boxed{5", "the value is $x^2+1$.", "we get $5$ and then $6$", "$5", "5", "\\boxed{5 \\text{ cm}}", "\\boxed{5\\text{cm}}", "\\boxed{x=5}",
    "\\boxed{10\\%}", "\\boxed{45^\\circ}", "\\boxed{1,234}", "\\boxed{1{,}234}", "\\boxed{\\sqrt2}", "\\boxed{\\sqrt{2}}", "\\boxed{(1, 2)}", "\\boxed{\\left(1,2\\right)}",
    "\\boxed{\\$5}", "\\boxed{2/3}", "\\boxed{a/b}", "\\boxed{x+1}", "\\boxed{1+x}", "\\boxed{.5}",
    "Final Answer: The final answer is 5. I hope it is correct.",
    "Final Answer: The final answer is $5$. I hope it is correct.",
    "Final Answer: The final answer is $\\frac{1}{2}$. I hope it is correct.",
    "Final Answer: The final answer is $x = 5$. I hope it is correct.",
    "Final Answer: The final answer is 1,234 dollars. I hope it is correct.",
    "Final Answer: The final answer is 5",
    "Final Answer: The final answer is $5$.",
    "\\boxed{6}. Final Answer: The final answer is $5$. I hope it is correct.",
    "Final Answer: The final answer is\n5. I hope it is correct.",
    "Final Answer: The final answer is $\\text{blue}$. I hope it is correct.",
    "Final Answer: The final answer is $\\frac12$. I hope it is correct.",
    "Final Answer: The final answer is $\\overline{AB}$. I hope it is correct.",
    "an answer of 5 square units", "the answer = 5 square units",
]
LABELS = ["18", "1234", "123", "5", "-5", "-5.5", "3.50", "7", ".5", "6", "6.25", "\\frac{1}{2}", "0.5", "\\frac{3}{4}", "x^2+1", "5\\%", "10", "45", "1,234",
          "\\sqrt{2}", "(1,2)", "\\frac{2}{3}", "a/b", "x+1", "blue", "AB", "5\\text{ cm}", ".3", "no number", "34"]


def gsm8k(completion, label):
    response = re.sub(r"(\d),(\d)", r"\1\2", completion)
    numbers = re.findall(r"[-+]?\d*\.\d+|\d+", response)
    return (numbers[-1] if numbers else response).lower() == label.lower()


def same(answers, label):
    return any(reference.is_equiv(answer, label) or reference.hendrycks_is_equiv(answer, label) for answer in answers)


def minerva(completion):
    answer = reference.normalize_final_answer(reference.get_unnormalized_answer(completion))
    return [] if answer == "[invalidanswer]" else [answer]


def strict(completion, label):
    return same(minerva(completion) or [reference.normalize_final_answer(completion)], label)


def lenient(completion, label):
    answers = []
    boxed = reference.last_boxed_only_string(completion)
    if boxed is not None:
        try:
            answers.append(reference.remove_boxed(boxed))
        except AssertionError:
            pass
    answers += minerva(completion)
    dollars = [match.start() for match in re.finditer(r"\$", completion)]
    if not answers and len(dollars) > 1:
        answers.append(reference.normalize_final_answer(completion[dollars[-2] + 1 : dollars[-1]]))
    if not answers:
        answers += [reference.normalize_final_answer(completion), completion]
    return same(answers, label)


print("# completion (⏎ is a line break)\tground truth\tgsm8k\tmath\tstrict_math")
for i, completion in enumerate(COMPLETIONS):
    for j, label in enumerate(LABELS):
        scores = [int(f(completion, label)) for f in (gsm8k, lenient, strict)]
        if any(scores) or (i + j) % 6 == 0:
            print(completion.replace("\n", "⏎"), label, *scores, sep="\t")
