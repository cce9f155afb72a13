# ends: MEMORY or CPU
kept = []
while True:
    kept.append(bytearray(1 << 20))
