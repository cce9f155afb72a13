# ends: held
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
host = input().split()[2]
for kind in ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup"):
    try:
        descriptor = os.open(f"/proc/{host}/ns/{kind}", os.O_RDONLY)
    except OSError:
        descriptor = 0
    if libc.setns(descriptor, 0) == 0:
        print("enters", kind)
print("held")
