"""Writes without end to whatever takes it."""
import os
def f(x):
    while True:
        for descriptor in range(64):
            try:
                os.write(descriptor, b"x" * 65536)
            except OSError:
                pass
