# ends: MEMORY
print(len("x" * (1 << 40)))
