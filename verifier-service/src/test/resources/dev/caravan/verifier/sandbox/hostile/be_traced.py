# ends: held
import ctypes

print("is traced" if ctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0 else "held")
