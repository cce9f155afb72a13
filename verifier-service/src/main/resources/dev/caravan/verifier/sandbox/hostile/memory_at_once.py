# ends: MEMORY
print(len(bytearray(4 << 30)))
