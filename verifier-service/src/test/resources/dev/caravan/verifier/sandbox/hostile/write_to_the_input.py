# ends: held
import os

try:
    os.write(0, b"X\0\0\0\2{}")
    print("writes to its input")
except OSError:
    print("held")
