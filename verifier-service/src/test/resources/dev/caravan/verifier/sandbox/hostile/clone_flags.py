# ends: held
import ctypes
import os
import platform

libc = ctypes.CDLL(None, use_errno=True)
number = 56 if platform.machine() == "x86_64" else 220
me = os.getpid()
for flags in (17, 0, 0x100, 0x4111, 0x8011, 0x10000011, 0x20000011, 0x40000011, 0x7E020011, 0x00800011, 0x1000 | 17, 0x02000000, 0x80):
    pid = libc.syscall(ctypes.c_long(number), ctypes.c_long(flags), None, None, None, None)
    if pid == 0 and os.getpid() != me:
        os._exit(0)
    if pid >= 0:
        print("clones with", hex(flags))
print("held")
