"""The published way: program and tests in one namespace of one plain interpreter. Prints "passed" if they all pass."""

import json
import sys

request = json.load(sys.stdin)
sys.stdin = open("/dev/null")
names = {}
exec(request["program"], names)
exec(request["setup"], names)
if request["test"] is None:
    for test in request["tests"]:
        exec(test, names)
else:
    candidate = names[request["entry_point"]]
    exec(request["test"], names)
    names["check"](candidate)
sys.stdout.write("\npassed")
