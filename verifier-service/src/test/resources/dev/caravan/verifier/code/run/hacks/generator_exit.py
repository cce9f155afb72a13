"""Raises what ends a generator in silence."""
def f(x):
    raise GeneratorExit
