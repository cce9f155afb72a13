# ends: held
import os

file = input().split()[0]
for folder in ("/", "/usr", "/usr/lib", "/lib", "/etc", "/dev", "/proc", "/var/tmp", "/dev/shm", "/root", os.path.dirname(os.__file__)):
    path = folder.rstrip("/") + "/caravan-was-here"
    try:
        open(path, "w").close()
    except OSError:
        continue
    print("writes", path)
try:
    open(file, "r+").close()
    print("writes", file)
except OSError:
    pass
print("held")
