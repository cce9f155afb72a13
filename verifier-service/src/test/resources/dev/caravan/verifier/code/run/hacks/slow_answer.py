"""Gives an iterator that never ends to a test that would read all of it."""
def f(x):
    while True:
        yield x + 1
