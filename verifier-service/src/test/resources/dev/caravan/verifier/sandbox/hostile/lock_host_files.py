# ends: held
import fcntl
import os

file = input().split()[0]
try:
    with open(file) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
    print("locks", file)
except OSError:
    print("held")
