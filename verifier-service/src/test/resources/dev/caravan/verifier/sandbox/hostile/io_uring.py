# ends: held
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
parameters = ctypes.create_string_buffer(120)
for number in (425, 426, 427):
    if libc.syscall(number, 4, parameters, 0, 0, None, 0) >= 0:
        print("has a ring")
print("held")
