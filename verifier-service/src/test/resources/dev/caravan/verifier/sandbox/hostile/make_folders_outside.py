# ends: held
import os

for path in ("/caravan", "/usr/caravan", "/usr/lib/caravan", "/dev/caravan", "/etc/caravan", "/var/tmp/caravan", "/lib/python3"):
    for make in (os.mkdir, lambda p: os.symlink("/", p), os.mkfifo):
        try:
            make(path)
        except OSError:
            continue
        print("makes", path)
print("held")
