# ends: held
import array
import socket

one, other = socket.socketpair()
try:
    one.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
    print("passes descriptors")
except OSError:
    print("held")
