# ends: held
import os

file = input().split()[0]
for path in (file, os.__file__, "/etc/passwd", "/usr/lib", "/dev/null", "/"):
    for attempt in (
        lambda: os.chmod(path, 0o777),
        lambda: os.chown(path, 0, 0),
        lambda: os.truncate(path, 0),
        lambda: os.rename(path, path + ".old"),
        lambda: os.remove(path),
        lambda: os.utime(path, (1, 1)),
        lambda: os.setxattr(path, "user.caravan", b"x"),
        lambda: os.rmdir(path),
    ):
        try:
            attempt()
        except OSError:
            continue
        print("changes", path)
print("held")
