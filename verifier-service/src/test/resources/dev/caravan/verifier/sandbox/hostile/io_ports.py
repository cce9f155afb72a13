# ends: held
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
if platform.machine() == "x86_64" and (libc.iopl(3) == 0 or libc.ioperm(0, 8, 1) == 0 or libc.syscall(154, 1, b"\0" * 16, 16) >= 0):
    print("has ports")
print("held")
