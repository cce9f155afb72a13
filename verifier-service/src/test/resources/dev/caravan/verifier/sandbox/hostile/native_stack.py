# ends: SIGNAL or MEMORY
import ctypes

libc = ctypes.CDLL(None)
compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
items = (ctypes.c_int * 2)(2, 1)


def again(a, b):
    libc.qsort(items, 2, 4, callback)
    return 0


callback = compare(again)
__import__("sys").setrecursionlimit(1 << 30)
libc.qsort(items, 2, 4, callback)
