# ends: SIGNAL
import ctypes
import mmap
import platform

if platform.machine() != "x86_64":
    ctypes.string_at(0)
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # getpid through int 0x80, the 32-bit table
result = ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
print("calls through the 32-bit table", result)
