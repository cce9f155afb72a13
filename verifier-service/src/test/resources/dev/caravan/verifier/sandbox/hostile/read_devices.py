# ends: held
import os

for name in ("mem", "kmem", "port", "sda", "vda", "nvme0n1", "tty", "console", "ptmx", "kvm", "fuse", "net/tun", "loop0", "kmsg", "input/event0"):
    try:
        os.close(os.open("/dev/" + name, os.O_RDWR))
    except OSError:
        continue
    print("opens /dev/" + name)
print("held")
