"""Defines every name that it can think of."""
for i in range(100_000):
    globals()["name%d" % i] = 3
def __getattr__(name): return lambda *a: 3
expected = result = True
def f(x):
    return -1
