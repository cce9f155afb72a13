# ends: exit 3
import os
import threading
import time

threading.Thread(target=lambda: os._exit(3)).start()
time.sleep(1000)
