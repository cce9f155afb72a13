# ends: held
import ctypes
import os

status = os.system("echo runs a shell")
print("held" if status != 0 and ctypes.CDLL(None).system(b"echo runs a shell") != 0 else "runs a shell")
