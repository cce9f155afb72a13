"""Raises an error whose text raises, of a class that has many names."""
class Nasty(AssertionError, ImportError):
    def __str__(self): raise SystemExit(0)
Nasty.__name__ = "BrokenTests"
def f(x):
    raise Nasty
