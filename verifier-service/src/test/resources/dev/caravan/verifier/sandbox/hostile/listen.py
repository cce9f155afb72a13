# ends: held
import socket

for address in (("0.0.0.0", 0), ("127.0.0.1", 8080)):
    try:
        socket.create_server(address)
    except OSError:
        continue
    print("listens on", address)
print("held")
