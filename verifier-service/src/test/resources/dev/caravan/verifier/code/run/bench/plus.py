"""Reads a row of HumanEval+ or MBPP+, runs the canonical solution on its inputs and prints tests that expect what it gives, as a
check(candidate). The rows hold inputs as JSON; which lists of MBPP+ stand for tuples, sets or complex numbers is known by task."""

import copy
import json
import signal
import sys

CHECK = '''
import copy
from collections import Counter, OrderedDict, defaultdict, deque

inf, nan = float("inf"), float("nan")
inputs = {inputs}
results = {results}


def close(got, want, tolerance):
    if isinstance(want, (list, tuple)):
        return isinstance(got, (list, tuple)) and len(got) == len(want) and all(close(g, w, tolerance) for g, w in zip(got, want))
    if not isinstance(want, (int, float)) or not isinstance(got, (int, float)):
        return got == want
    return got == want or got != got and want != want or abs(got - want) <= tolerance + 1e-7 * abs(want)


def same(args, got, want):
    {special}
    return got == want or {tolerance} > 0 and close(got, want, {tolerance})


def check(candidate):
    for args, want in zip(inputs, results):
        got = candidate(*copy.deepcopy(args))
        assert same(args, got, want)
'''
# Inputs with longer results are left out (as literals, integers of millions of digits take minutes to read), and those that take longer.
LONGEST = 100_000
SLOWEST = 0.5


def too_slow(*ignored):
    raise TimeoutError


signal.signal(signal.SIGPROF, too_slow)
sys.set_int_max_str_digits(LONGEST)
ROOT = "return abs(sum(c * got**i for i, c in enumerate(args[0]))) <= {tolerance}"
AS_SETS = "return set(got) == set(want)"
AS_FOUND = "return (got is not None) == want"

# Their order is that of a set of texts, which differs from process to process.
UNORDERED = {"similar_elements", "find_char_long", "common_in_nested_lists", "extract_singly", "larg_nnum", "intersection_array", "find_dissimilar", "Diff"}  # fmt: skip

# They give a match of a regular expression, or None.
FOUND = {"check_str", "text_match_three", "text_starta_endb"}


def deep(value):
    return tuple(map(deep, value)) if isinstance(value, list) else value


def rows(value):
    return [tuple(v) for v in value]


FORMS = [
    ({2, 116, 132, 143, 222, 261, 273, 394, 399, 421, 424, 429, 470, 560, 579, 596, 616, 630, 726, 740, 744, 809}, lambda a: rows(a)),
    ({63, 64, 70, 94, 120, 237, 272, 299, 400, 409, 417, 438, 473, 614, 780}, lambda a: [rows(v) for v in a]),
    ({75, 413, 444, 753}, lambda a: [rows(a[0]), a[1]]),
    ({106, 750}, lambda a: [a[0], tuple(a[1])]),
    ({115}, lambda a: [[set(v) if isinstance(v, list) and v else {} for v in a[0]]]),
    ({124}, lambda a: [float(a[0]), complex(a[1])]),
    ({250, 405, 446, 617, 720, 763, 808}, lambda a: [tuple(a[0]), a[1]]),
    ({259, 401, 445}, lambda a: [tuple(rows(v)) for v in a]),
    ({278}, lambda a: [tuple(tuple(v) if isinstance(v, list) else v for v in a[0])]),
    ({307}, lambda a: [tuple(a[0]), a[1], a[2]]),
    ({722}, lambda a: [{k: tuple(v) for k, v in a[0].items()}, *a[1:]]),
    ({252}, lambda a: [complex(a[0])]),
    ({580, 615, 791}, lambda a: list(deep(a))),
]  # fmt: skip


def arguments(row):
    inputs = [*row["base_input"], *row["plus_input"]]
    if row["task_id"].startswith("Mbpp/"):
        number = int(row["task_id"].split("/")[1])
        for tasks, form in FORMS:
            if number in tasks:
                return [form(args) for args in inputs]
    return inputs


def is_float(value):
    return isinstance(value, float) or isinstance(value, (list, tuple)) and any(isinstance(v, float) for v in value)


row = json.load(sys.stdin)
names = {}
exec((row["prompt"] if row["task_id"].startswith("HumanEval") else "") + row["canonical_solution"], names)
function = names[row["entry_point"]]
inputs = arguments(row)
kept, texts, results = [], [], []
for args in inputs:
    text = None
    try:
        signal.setitimer(signal.ITIMER_PROF, SLOWEST)
        try:
            result = function(*copy.deepcopy(args))
            if row["entry_point"] in FOUND:
                result = result is not None
            text = repr(result)
        except (MemoryError, ValueError):
            pass
        signal.setitimer(signal.ITIMER_PROF, 0)
    except TimeoutError:
        text = None
    if text is not None and len(text) <= LONGEST:
        kept.append(args)
        texts.append(text)
        results.append(result)
tolerance = row["atol"] or (1e-6 if any(map(is_float, results)) else 0)
special = ""
if row["entry_point"] == "find_zero":
    special = ROOT.format(tolerance=tolerance)
elif row["entry_point"] in UNORDERED:
    special = AS_SETS
elif row["entry_point"] in FOUND:
    special = AS_FOUND
sys.stdout.write("# left out: %d\n" % (len(inputs) - len(kept)))
sys.stdout.write(CHECK.format(inputs=kept, results="[" + ", ".join(texts) + "]", tolerance=tolerance, special=special or "pass"))
