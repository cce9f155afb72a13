# ends: held
import os

for path in ("/", ".", "/usr", "/usr/lib"):
    try:
        os.chroot(path)
    except OSError:
        continue
    print("changes its root to", path)
print("held")
