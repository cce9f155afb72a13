# ends: held
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget(1234, 1 << 20, 0o1666) >= 0:
    print("shares memory")
if libc.semget(1234, 1, 0o1666) >= 0:
    print("has a semaphore")
if libc.msgget(1234, 0o1666) >= 0:
    print("has a queue")
print("held")
