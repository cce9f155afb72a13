# ends: held
import os
import signal

host = int(input().split()[2])
for target in (host, os.getppid(), -1, 0, 1, 2):
    for number in (signal.SIGKILL, signal.SIGSTOP):
        try:
            os.kill(target, number)
        except OSError:
            continue
        print("signals", target)
print("held")
