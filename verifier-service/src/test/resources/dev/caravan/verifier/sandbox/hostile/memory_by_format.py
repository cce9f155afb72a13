# ends: MEMORY
print(len("%*d" % (2**30, 1)))
