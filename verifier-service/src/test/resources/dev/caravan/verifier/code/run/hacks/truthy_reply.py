"""Says yes instead of giving a number."""
def f(x):
    return True
