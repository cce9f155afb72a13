# ends: held
import os

for path in ("script", "/tmp/script", "/box/script"):
    try:
        with open(path, "w") as file:
            file.write("#!/usr/bin/python3\nprint('runs a script')\n")
        os.chmod(path, 0o755)
        os.execv(path, [path])
    except OSError:
        pass
print("held")
