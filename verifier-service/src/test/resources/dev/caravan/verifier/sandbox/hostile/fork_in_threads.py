# ends: held
import os
import threading

forked = []


def fork():
    try:
        pid = os.fork()
    except OSError:
        return
    if pid == 0:
        os._exit(0)
    forked.append(pid)


threads = [threading.Thread(target=fork) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("forks" if forked else "held")
