# ends: held
import os

file = input().split()[0]
try:
    source = os.open(file, os.O_RDONLY)
    print("opens the bait")
except OSError:
    source = os.open(os.__file__, os.O_RDONLY)
try:
    target = os.open(os.__file__, os.O_RDWR)
    os.copy_file_range(source, target, 1)
    print("copies into", os.__file__)
except OSError:
    print("held")
