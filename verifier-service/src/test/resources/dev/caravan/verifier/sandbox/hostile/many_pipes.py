# ends: held
import fcntl
import os

pipes = []
try:
    while True:
        pipes.append(os.pipe())
        try:
            fcntl.fcntl(pipes[-1][1], 1031, 1 << 20)
            print("grows a pipe")
            break
        except OSError:
            pass
except OSError:
    pass
print("held" if len(pipes) < 100 else f"opens {len(pipes)}")
