"""Gives more data than the tests can hold."""
def f(x):
    return ["x" * 1000] * 1_000_000
