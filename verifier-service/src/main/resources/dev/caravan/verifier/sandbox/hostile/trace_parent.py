# ends: held
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.restype = ctypes.c_long
host = int(input().split()[2])
for target in (host, os.getppid(), 1):
    for request in (16, 0x4206):
        if libc.ptrace(request, target, 0, 0) == 0:
            print("traces", target)
buffer = ctypes.create_string_buffer(8)
vector = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8)
for target in (host, os.getppid()):
    if libc.process_vm_readv(target, vector, 1, vector, 1, 0) >= 0:
        print("reads the memory of", target)
print("held")
