# ends: held
import os

for number in range(3, 1024):
    try:
        os.fstat(number)
    except OSError:
        continue
    print("holds descriptor", number)
print("held")
