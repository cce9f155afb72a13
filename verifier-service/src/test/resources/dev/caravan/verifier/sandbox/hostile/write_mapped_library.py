# ends: held
import mmap
import os

with open(os.__file__, "rb") as file:
    try:
        mapped = mmap.mmap(file.fileno(), 0, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)
        mapped[0] = 0
        print("writes", os.__file__)
    except OSError:
        print("held")
