"""Gives what is neither less nor more than anything."""
def f(x):
    return float("nan")
