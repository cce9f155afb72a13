# ends: held
kept = []
caught = 0
while caught < 100:
    try:
        kept.append(bytearray(16 << 20))
    except MemoryError:
        caught += 1
print("held" if len(kept) < 40 else f"keeps {len(kept)}")
