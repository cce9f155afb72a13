# ends: held
import os

for folder in (".", "/tmp", "/box", "/dev/shm", "/var/tmp", "/usr/lib"):
    try:
        with open(folder + "/left-behind", "w") as file:
            file.write("left behind")
    except OSError:
        pass
os.environ["LEFT_BEHIND"] = "1"
import json

json.left_behind = True
print("held")
