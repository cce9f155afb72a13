# ends: held
file = input().split()[0]
for path in (file, "/etc/passwd", "/etc/hostname", "/root/.bashrc", "/home", "/proc/1/environ", "/proc/self/environ", "/var/log", "/sys"):
    try:
        handle = open(path)
    except (OSError, IsADirectoryError):
        continue
    print("reads", path, handle.read(20))
print("held")
