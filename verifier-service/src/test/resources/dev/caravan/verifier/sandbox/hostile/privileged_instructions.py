# ends: SIGNAL
import ctypes
import mmap

code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(b"\xfa\xf4\xc3" if __import__("platform").machine() == "x86_64" else b"\0\0\0\0")  # cli; hlt
ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
