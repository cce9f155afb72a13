# ends: CPU or MEMORY
print(len(str(9 ** (9**9))))
