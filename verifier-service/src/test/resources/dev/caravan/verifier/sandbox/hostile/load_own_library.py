# ends: held
import ctypes
import os
import shutil

try:
    shutil.copy("/usr/lib/x86_64-linux-gnu/libm.so.6", "own.so")
    ctypes.CDLL(os.path.abspath("own.so"))
    print("loads a library that it wrote")
except OSError:
    print("held")
