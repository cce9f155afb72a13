# ends: held
import os
import stat

for kind, number in ((stat.S_IFCHR, os.makedev(1, 1)), (stat.S_IFCHR, os.makedev(5, 0)), (stat.S_IFBLK, os.makedev(8, 0)), (stat.S_IFBLK, os.makedev(254, 0))):
    for path in ("device", "/dev/device", "/tmp/device"):
        try:
            os.mknod(path, kind | 0o666, number)
        except OSError:
            continue
        print("makes", path)
print("held")
