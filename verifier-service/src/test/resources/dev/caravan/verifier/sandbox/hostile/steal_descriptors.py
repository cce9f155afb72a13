# ends: held
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
for descriptor in range(3):
    if libc.syscall(438, descriptor, 0, 0) >= 0:
        print("takes a descriptor")
print("held")
