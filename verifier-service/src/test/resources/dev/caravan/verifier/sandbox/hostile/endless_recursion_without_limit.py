# ends: MEMORY or SIGNAL or CPU
import sys

sys.setrecursionlimit(1 << 30)


def again(n):
    return again(n + 1) + 1


again(0)
