# ends: MEMORY
print((1 << (1 << 40)).bit_length())
