# ends: OUTPUT
import os
import threading


def flood():
    while True:
        os.write(1, b"x" * 4096)


for _ in range(4):
    threading.Thread(target=flood).start()
