# ends: held
import ctypes
import os
import platform

libc = ctypes.CDLL(None, use_errno=True)
by_name, by_handle, openat2 = (303, 304, 437) if platform.machine() == "x86_64" else (264, 265, 437)
handle = (ctypes.c_uint32 * 34)(128)
mount = ctypes.c_int()
if libc.syscall(by_name, -100, b"/", ctypes.byref(handle), ctypes.byref(mount), 0) == 0:
    print("has a handle")
handle[0], handle[1], handle[2] = 8, 1, 2
if libc.syscall(by_handle, 0, ctypes.byref(handle), os.O_RDONLY) >= 0:
    print("opens by handle")
how = (ctypes.c_uint64 * 3)(os.O_RDWR, 0, 0)
if libc.syscall(openat2, -100, b"/", how, 24) >= 0:
    print("opens by openat2")
print("held")
