"""Vectors for SquadText: SQuAD's normal form and token F1, from Python's own re, str and Counter.

    python3 squad_vectors.py > ../resources/dev/caravan/verifier/text/squad.jsonl
"""

import collections
import json
import random
import re
import string

WORDS = [
    "the", "The", "a", "an", "AN", "Paris", "paris,", "New", "York", "city", "(the)", "a-b", "a–b", "the_end", "don't", "3.14", "1,000",
    "naïve", "İstanbul", "ΣΊΣΥΦΟΣ", "Straße", "²", "½", "Ⅷ", "一二", "the\u00a0cat", "x\u2003y", "\u0085", "a\u0301", "“the”", "the's",
    "", " ", "\t", "\n", "!", "...", "$5", "a.n", "and", "then", "Ⓐ", "🙂", "𝒶 the", "an\u200bd", "the\u200bcat",
]


def normal_form(text):
    text = text.lower()
    text = "".join(c for c in text if c not in string.punctuation)
    text = re.sub(r"\b(a|an|the)\b", " ", text)
    return text.split()


def f1(answer, truth):
    same = sum((collections.Counter(answer) & collections.Counter(truth)).values())
    if same == 0:
        return 0.0
    precision, recall = same / len(answer), same / len(truth)
    return 2 * precision * recall / (precision + recall)


def main():
    draw = random.Random(20260101)
    for _ in range(400):
        pair = [
            draw.choice([" ", "", ", "]).join(draw.choice(WORDS) for _ in range(draw.randrange(1, 7))) for _ in range(2)
        ]
        answer, truth = (normal_form(text) for text in pair)
        print(json.dumps({"answer": pair[0], "truth": pair[1], "normal": " ".join(answer), "f1": f1(answer, truth)}))


if __name__ == "__main__":
    main()
