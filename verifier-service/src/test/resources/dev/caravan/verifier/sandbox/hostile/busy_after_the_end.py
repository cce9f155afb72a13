# ends: CPU
import atexit


@atexit.register
def loop():
    while True:
        pass


print("done")
