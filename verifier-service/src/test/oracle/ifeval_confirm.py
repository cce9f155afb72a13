"""Asks the reference about the responses that `./bench ifeval FILE` wrote: python ifeval_confirm.py IFEVAL FILE

IFEVAL is a checkout of josejg/instruction_following_eval at 0c495b2; needs what ifeval_vectors.py needs.
"""

import json
import logging
import sys

ifeval, file = sys.argv[1:]
sys.path.insert(0, ifeval)

import langdetect  # noqa: E402
from instruction_following_eval import instructions_registry as reference  # noqa: E402

logging.disable(logging.CRITICAL)
langdetect.DetectorFactory.seed = 0


def readings(row):
    response = row["response"]
    if row["accuracy"] == "strict":
        return [response]
    lines = response.split("\n")
    cut = ["\n".join(lines[1:]).strip(), "\n".join(lines[:-1]).strip(), "\n".join(lines[1:-1]).strip()]
    return [response] + cut + [text.replace("*", "") for text in [response] + cut]


def failed(row):
    truth = json.loads(row["ground_truth"])
    for name, kwargs in zip(truth["instruction_id_list"], truth["kwargs"]):
        instruction = reference.INSTRUCTION_DICT[name](name)
        instruction.build_description(**kwargs)
        if not any(text.strip() and instruction.check_following(text) for text in readings(row)):
            return name
    return None


counts = {}
for line in open(file):
    row = json.loads(line)
    failure = failed(row)
    agrees = (failure is None) == row["followed"]
    counts[row["followed"], agrees] = counts.get((row["followed"], agrees), 0) + 1
    if not agrees:
        print("differs:", failure, line[:300])
for (meant, agrees), count in sorted(counts.items()):
    print("meant to be", "followed:" if meant else "not followed:", count, "agreed" if agrees else "differed")
