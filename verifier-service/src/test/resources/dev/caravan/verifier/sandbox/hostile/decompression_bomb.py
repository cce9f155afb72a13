# ends: MEMORY or CPU
import zlib

bomb = zlib.compress(b"\0" * (64 << 20), 9)
parts = []
while True:
    parts.append(zlib.decompress(bomb))
