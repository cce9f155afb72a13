# ends: held
import os

host = input().split()[2]
for who in (host, "1", str(os.getppid()), "self", "thread-self"):
    for what in ("mem", "environ", "cmdline", "maps", "root/etc/passwd", "cwd", "fd", "status"):
        path = f"/proc/{who}/{what}"
        try:
            os.close(os.open(path, os.O_RDONLY))
        except OSError:
            continue
        print("opens", path)
print("held")
