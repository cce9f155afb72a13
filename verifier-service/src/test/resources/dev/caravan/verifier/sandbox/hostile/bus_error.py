# ends: SIGNAL or held
import mmap
import os

try:
    with open("m", "w+b") as file:
        file.write(b"x" * 8192)
        file.flush()
        mapped = mmap.mmap(file.fileno(), 8192)
        os.truncate("m", 0)
        print(mapped[5000])
except OSError:
    print("held")
