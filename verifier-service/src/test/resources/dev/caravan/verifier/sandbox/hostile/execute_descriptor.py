# ends: held
import ctypes
import os
import platform

libc = ctypes.CDLL(None, use_errno=True)
library = os.open("/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" if platform.machine() == "x86_64" else "/usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1", os.O_RDONLY)
arguments = (ctypes.c_char_p * 2)(b"ld.so", None)
number = 322 if platform.machine() == "x86_64" else 281
libc.syscall(number, library, b"", arguments, None, 0x1000)
try:
    os.execve(library, ["ld.so"], {})
except OSError:
    pass
print("held")
