# ends: held
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
arguments = (ctypes.c_uint64 * 11)()
arguments[4] = 17
pid = libc.syscall(ctypes.c_long(435), arguments, ctypes.c_long(88))
if pid == 0:
    os._exit(0)
print("clones" if pid > 0 else "held")
