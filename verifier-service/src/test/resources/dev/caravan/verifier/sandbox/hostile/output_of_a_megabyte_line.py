# ends: OUTPUT
print("x" * (2 << 20))
