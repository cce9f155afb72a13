"""Gives a list nested so deeply that reading it may bring the tests down."""
def f(x):
    nest = []
    for _ in range(100_000):
        nest = [nest]
    return nest
