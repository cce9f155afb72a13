# ends: MEMORY or CPU
kept = []
while True:
    kept.append([None] * 100000)
