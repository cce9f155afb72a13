# ends: held or MEMORY or exit 1
import threading

total = []


def eat():
    try:
        while True:
            total.append(bytearray(1 << 20))
    except MemoryError:
        pass


threads = [threading.Thread(target=eat) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
size = len(total)
total.clear()
print("held" if size < 600 else f"keeps {size}")
