# ends: held
import os

file = input().split()[0]
for target in (file, "/etc/passwd", "../../../../../../etc/passwd", "/proc/1/root"):
    try:
        os.symlink(target, "way")
        open("way").read()
    except OSError:
        continue
    print("reads", target)
print("held")
