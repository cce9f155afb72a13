# ends: held
import os

for path in ("/root", "/home", "/etc", "/var", "/srv", "/opt", "/mnt", "/media", "/boot", "/run", "/proc", "/sys", "/usr/bin", "/usr/sbin", "/usr/local"):
    try:
        names = os.listdir(path)
    except OSError:
        continue
    if len(names) > 1:  # a runtime that cells execute may be there, alone
        print("lists", path, names[:3])
print("held")
