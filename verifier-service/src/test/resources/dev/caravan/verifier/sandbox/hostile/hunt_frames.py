# ends: held
import sys

frame = sys._getframe()
names = set()
while frame is not None:
    names |= set(frame.f_locals) | set(frame.f_globals)
    frame = frame.f_back
found = names & {"expected", "tests", "harness", "answers"}
print("held" if not found else f"sees {found}")
