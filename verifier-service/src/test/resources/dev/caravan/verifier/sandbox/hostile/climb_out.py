# ends: held
import os

file = input().split()[0]
up = "../" * 40
for path in (up + "etc/passwd", up + file, "/box/../../../../etc/shadow", "/dev/../etc/passwd", "/usr/lib/../../etc/passwd", "./" + up + "root/.ssh/id_rsa"):
    try:
        os.close(os.open(path, os.O_RDONLY))
    except OSError:
        continue
    print("opens", path)
print("held")
