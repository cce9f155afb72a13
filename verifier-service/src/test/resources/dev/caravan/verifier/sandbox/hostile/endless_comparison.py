# ends: SIGNAL or MEMORY or exit 1 or CPU
import sys

sys.setrecursionlimit(1 << 30)
nested = []
for _ in range(10**6):
    nested = [nested]
print(repr(nested)[:1])
