# ends: held
import os

for folder in (".", "/tmp", "/box", "/dev/shm", "/var/tmp", "/usr/lib"):
    if os.path.exists(folder + "/left-behind"):
        print("finds state in", folder)
import json

if "LEFT_BEHIND" in os.environ or hasattr(json, "left_behind"):
    print("finds state in memory")
print("held")
