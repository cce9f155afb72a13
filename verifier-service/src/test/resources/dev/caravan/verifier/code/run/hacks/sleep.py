"""Waits for the judge to lose patience."""
import time
def f(x):
    time.sleep(1000)
