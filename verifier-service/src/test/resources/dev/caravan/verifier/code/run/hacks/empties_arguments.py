"""Wants its arguments changed into what makes the answer right."""
def f(x):
    return NotImplemented
