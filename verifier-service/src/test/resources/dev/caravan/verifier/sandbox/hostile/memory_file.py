# ends: held
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
for number in (319, 447) if platform.machine() == "x86_64" else (279, 447):
    if libc.syscall(number, b"x", 0) >= 0:
        print("has a file in memory", number)
print("held")
