# ends: held
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if libc.inotify_init() >= 0 or libc.inotify_init1(0) >= 0 or libc.fanotify_init(0, 0) >= 0:
    print("watches")
print("held")
