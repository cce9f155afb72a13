# ends: held
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
print("changes its personality" if libc.personality(0x0400000) >= 0 or libc.personality(0x0040000) >= 0 else "held")
