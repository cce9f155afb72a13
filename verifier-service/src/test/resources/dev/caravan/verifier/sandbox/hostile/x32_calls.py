# ends: held
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
if platform.machine() == "x86_64":
    for number in (57, 41, 59, 62, 2, 257, 520, 165):
        if libc.syscall(ctypes.c_long(0x40000000 | number), b"/", 0, 0, 0) >= 0:
            print("calls", number)
print("held")
