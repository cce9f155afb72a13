# ends: held
import socket

for family, kind, protocol in (
    (socket.AF_INET, socket.SOCK_RAW, 1),
    (socket.AF_PACKET, socket.SOCK_RAW, 3),
    (socket.AF_NETLINK, socket.SOCK_RAW, 0),
    (socket.AF_VSOCK, socket.SOCK_STREAM, 0),
    (socket.AF_ALG, socket.SOCK_SEQPACKET, 0),
    (socket.AF_BLUETOOTH, socket.SOCK_RAW, 1),
    (socket.AF_UNIX, socket.SOCK_DGRAM, 0),
    (socket.AF_INET, socket.SOCK_STREAM, 262),
    (44, socket.SOCK_RAW, 0),
):
    try:
        socket.socket(family, kind, protocol)
    except OSError:
        continue
    print("has a socket of family", family)
print("held")
