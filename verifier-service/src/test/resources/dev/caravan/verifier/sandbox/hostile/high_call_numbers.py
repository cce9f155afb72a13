# ends: held
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
for number in (-1, 1 << 31, (1 << 32) | 41, 0xFFFFFFFF, 512, 547, 600):
    result = libc.syscall(ctypes.c_long(number), 2, 1, 0)
    if result >= 0:
        print("calls", number)
print("held")
