"""Leaves without any clean-up, with success."""
import os
def f(x):
    os._exit(0)
