# ends: held
import mmap

kept = []
size = 0
try:
    while size < 4 << 30:
        kept.append(mmap.mmap(-1, 64 << 20))
        size += 64 << 20
    print("maps", size)
except (OSError, MemoryError):
    print("held" if size <= 600 << 20 else f"maps {size}")
