# ends: held
from multiprocessing import shared_memory

try:
    shared_memory.SharedMemory("caravan", create=True, size=1 << 20)
    print("shares memory")
except OSError:
    print("held")
