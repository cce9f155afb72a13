# ends: held
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
host = int(input().split()[2])
buffer = ctypes.create_string_buffer(8)
vector = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8)
for target in (host, os.getppid(), 1, os.getpid()):
    if libc.process_vm_writev(target, vector, 1, vector, 1, 0) >= 0:
        print("writes the memory of", target)
print("held")
