# ends: held
import socket

one, other = socket.socketpair()
for level, option in ((1, 8), (1, 33), (1, 26), (1, 36), (6, 31)):
    try:
        one.setsockopt(level, option, 1 << 30)
    except OSError:
        continue
    print("sets a socket's option", level, option)
print("held")
