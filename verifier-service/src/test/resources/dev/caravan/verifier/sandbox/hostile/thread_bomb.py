# ends: held or PROCESSES
import threading
import time

started = 0
try:
    threading.stack_size(32768)
    while started < 5000:
        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
        started += 1
except RuntimeError:
    pass
time.sleep(0.5)
print("held" if started < 40 else f"starts {started}")
import os

os.sys.stdout.flush()
os._exit(0)
