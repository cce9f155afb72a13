"""Takes all the memory there is."""
def f(x):
    hoard = []
    while True:
        hoard.append(bytearray(10_000_000))
