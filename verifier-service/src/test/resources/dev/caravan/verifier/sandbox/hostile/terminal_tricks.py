# ends: held
import fcntl

for request in (0x5412, 0x540E, 0x541D, 0x5410, 0x5402, 0x5423, 0x40086602, 0x4004667F):  # TIOCSTI, TIOCSCTTY, TIOCCONS, …
    for descriptor in (0, 1, 2):
        try:
            fcntl.ioctl(descriptor, request, b"\0" * 8)
        except OSError:
            continue
        print("controls with", hex(request))
print("held")
