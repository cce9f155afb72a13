# ends: CPU
import threading


def loop():
    while True:
        sum(range(1000))


for _ in range(4):
    threading.Thread(target=loop).start()
