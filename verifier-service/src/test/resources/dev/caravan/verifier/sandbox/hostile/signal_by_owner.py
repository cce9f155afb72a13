# ends: held
import fcntl
import os

host = int(input().split()[2])
reader, writer = os.pipe()
for target in (host, 1, -1):
    for command in (8, 10, 15):  # F_SETOWN, F_SETSIG, F_SETOWN_EX
        try:
            fcntl.fcntl(reader, command, target)
        except OSError:
            continue
        print("sets an owner")
print("held")
