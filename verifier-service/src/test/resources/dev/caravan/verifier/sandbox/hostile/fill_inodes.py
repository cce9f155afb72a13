# ends: held
import os

made = 0
try:
    for number in range(20000):
        os.close(os.open(f"i{number}", os.O_CREAT | os.O_WRONLY))
        made += 1
except OSError:
    pass
print("held" if made <= 1024 else f"makes {made} files")
