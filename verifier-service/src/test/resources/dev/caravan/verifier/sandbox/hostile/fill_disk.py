# ends: held
written = 0
try:
    for number in range(200):
        with open(f"f{number}", "wb", buffering=0) as file:
            for _ in range(16):
                written += file.write(b"x" * (1 << 20))
except OSError:
    pass
print("held" if written <= 16 << 20 else f"writes {written} bytes")
