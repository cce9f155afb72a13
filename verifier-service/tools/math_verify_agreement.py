"""What Math-Verify says about the hand-made pairs: agreement with people and checks per second of CPU time, on one thread.

    pip install math-verify
    python verifier-service/tools/math_verify_agreement.py verifier-service/src/test/resources/math/agreement.tsv [-v]
"""

import logging
import sys
import time

from math_verify import parse, verify

logging.disable(logging.CRITICAL)
LIMIT = 120


def rows(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                kind, reference, answer, label = line.rstrip("\n").split("\t")
                extraction = kind == "extraction"
                completion = answer.replace("⏎", "\n") if extraction else f"So the answer is $\\boxed{{{answer}}}$."
                yield kind, reference, completion, label == "1"


def right(reference, completion):
    """As Math-Verify's documentation has it; only its time limits are raised, so that a busy machine changes no verdict."""
    gold = parse(f"${reference}$", parsing_timeout=LIMIT)
    return verify(gold, parse(completion, parsing_timeout=LIMIT), timeout_seconds=LIMIT)


def main():
    pairs = list(rows(sys.argv[1]))
    for reference, completion in [(p[1], p[2]) for p in pairs[:20]]:
        right(reference, completion)
    wrongly_right = wrongly_not = plain_right = 0
    start = time.process_time()
    for kind, reference, completion, label in pairs:
        verdict = right(reference, completion)
        if verdict and not label:
            wrongly_right += 1
            plain_right += kind == "unevaluated"
        wrongly_not += label and not verdict
        if "-v" in sys.argv and bool(verdict) != label:
            print("accepted" if verdict else "refused ", kind, reference, completion, sep=" | ")
    seconds = time.process_time() - start
    agreed = len(pairs) - wrongly_right - wrongly_not
    print(f"{len(pairs)} checks, {agreed} agree, {wrongly_right} wrongly right ({plain_right} of them unevaluated sums and products),"
          f" {wrongly_not} wrongly not right, {len(pairs) / seconds:,.0f} checks/s of CPU time")


if __name__ == "__main__":
    main()
