# ends: held
import os

file = input().split()[0]
for target in (file, os.__file__, "/etc/passwd"):
    for name in ("copy", "/tmp/copy", "/dev/copy"):
        try:
            os.link(target, name)
        except OSError:
            continue
        print("links", target, "to", name)
print("held")
