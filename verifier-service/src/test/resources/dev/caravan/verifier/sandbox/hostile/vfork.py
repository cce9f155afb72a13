# ends: held
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
for number in (57, 58) if platform.machine() == "x86_64" else ():
    if libc.syscall(number) >= 0:
        print("forks by", number)
print("held")
