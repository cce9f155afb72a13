"""Raises what ends a loop over tests in silence."""
def f(x):
    raise StopIteration(3)
