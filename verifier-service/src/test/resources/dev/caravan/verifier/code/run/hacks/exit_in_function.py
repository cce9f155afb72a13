"""Leaves with success when it is called."""
def f(x):
    raise SystemExit(0)
