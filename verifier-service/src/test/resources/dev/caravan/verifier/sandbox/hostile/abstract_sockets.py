# ends: held
import ctypes
import socket

for kind in (socket.SOCK_DGRAM, socket.SOCK_SEQPACKET, socket.SOCK_STREAM):
    try:
        one, other = socket.socketpair(socket.AF_UNIX, kind)
    except OSError:
        continue
    for attempt in (
        lambda: one.sendto(b"x", "\0caravan"),
        lambda: one.bind("\0caravan"),
        lambda: one.connect("\0caravan"),
        lambda: one.listen(),
        lambda: one.accept(),
        lambda: one.sendmsg([b"x"], [], 0, "\0caravan"),
    ):
        try:
            attempt()
        except OSError:
            continue
        print("speaks to an abstract socket by kind", kind)
print("held")
