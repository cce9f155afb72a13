# ends: held
import socket

for name in ("localhost.localdomain", "example.com", "metadata.google.internal"):
    try:
        socket.getaddrinfo(name, 80)
    except OSError:
        continue
    print("resolves", name)
print("held")
