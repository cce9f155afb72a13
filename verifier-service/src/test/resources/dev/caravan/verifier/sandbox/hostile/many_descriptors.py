# ends: held
import os

opened = []
try:
    while True:
        opened.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
print("held" if len(opened) < 100 else f"opens {len(opened)}")
