# ends: held
import os

for command in (["/bin/sh", "-c", "echo runs a shell"], ["/usr/bin/python3", "-c", "print('runs python')"], ["/lib64/ld-linux-x86-64.so.2"]):
    try:
        os.execv(command[0], command)
    except OSError:
        pass
print("held")
