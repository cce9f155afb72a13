"""Raises what no `except Exception` stops."""
class Stop(BaseException): pass
def f(x):
    raise Stop
