# ends: held
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
for kind in (b"proc", b"sysfs", b"tmpfs", b"overlay"):
    for target in (b"/box", b"/dev", b"/tmp", b"/proc"):
        if libc.mount(kind, target, kind, 0, None) == 0:
            print("mounts", kind, target)
if libc.umount2(b"/box", 2) == 0 or libc.chroot(b"/") == 0:
    print("unmounts or changes the root")
print("held")
