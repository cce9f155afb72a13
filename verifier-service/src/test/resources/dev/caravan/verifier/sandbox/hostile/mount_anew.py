# ends: held
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
pivot = 155 if platform.machine() == "x86_64" else 41
for number in (428, 429, 430, 431, 432, 433, 442, pivot):  # open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, mount_setattr
    for words in ((-100, b"/", 0x80001), (b"proc", 0, 0), (b".", b".", 0)):
        if libc.syscall(ctypes.c_long(number), *words, 0, 0) >= 0:
            print("mounts by", number)
print("held")
