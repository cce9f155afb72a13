# ends: held
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
number = 240 if platform.machine() == "x86_64" else 180
print("has a queue" if libc.syscall(number, b"caravan", 0o102, 0o666, None) >= 0 else "held")
