# ends: held
import os

for attempt in (os.fork, os.setsid, lambda: os.setpgid(0, 0), lambda: os.setpgid(0, 1), lambda: os.tcsetpgrp(0, 1)):
    try:
        attempt()
    except OSError:
        continue
    print("leaves its session")
print("held")
