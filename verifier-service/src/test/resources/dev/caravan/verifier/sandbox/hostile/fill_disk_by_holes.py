# ends: held
import os

grown = 0
for number in range(50):
    try:
        with open(f"h{number}", "wb") as file:
            os.posix_fallocate(file.fileno(), 0, 1 << 20)
            grown += 1
    except OSError:
        break
try:
    with open("big", "wb") as file:
        file.truncate(1 << 40)
    print("a file of a terabyte")
except OSError:
    pass
print("held" if grown <= 16 else f"{grown} MiB")
