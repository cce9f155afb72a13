# ends: held
import os

try:
    if os.fork() == 0:
        os._exit(0)
    print("forks")
except OSError:
    print("held")
