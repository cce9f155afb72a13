# ends: held
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
number = 317 if platform.machine() == "x86_64" else 277


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


allow = (ctypes.c_uint64 * 1)(0x7FFF000000000006)
program = Program(1, ctypes.addressof(allow))
if libc.syscall(number, 1, 0, ctypes.byref(program)) == 0 or libc.syscall(number, 1, 8, ctypes.byref(program)) >= 0:
    print("adds a filter")
if libc.syscall(444, None, 0, 1) >= 0:
    print("asks for landlock")
print("held")
